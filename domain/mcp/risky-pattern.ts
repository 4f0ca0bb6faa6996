/** One step of a pattern: what it matches, and whether it repeats without a bound. */
interface Atom {
  readonly source: string;
  readonly unbounded: boolean;
  /** The alternatives of a group; null for a single character or class. */
  readonly group: readonly (readonly Atom[])[] | null;
}

const maxPatternLength = 2_000;
const printable = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(index + 32));

/**
 * Whether a JSON Schema pattern may take exponential time in a backtracking engine: a repeated group that holds an
 * unbounded repetition with nothing to hold it apart, such as `(a+)+`, or two ways to read one character, such as `(a|a)*`.
 * Linear in the pattern. A separator saves it: `^[a-z]+(-[a-z]+)*$` is fine.
 */
export const isRiskyPattern = (pattern: string): boolean => {
  if (pattern.length > maxPatternLength) return true;
  const parsed = parse(pattern);
  return parsed === null || parsed.some((sequence) => sequence.some(isRisky));
};

const isRisky = (atom: Atom): boolean => {
  if (!atom.group) return false;
  if (atom.unbounded && (atom.group.some(repeatsItself) || hasTwins(atom.group))) return true;
  return atom.group.some((sequence) => sequence.some(isRisky));
};

/** A repetition inside that may take over from where the group starts anew. */
const repeatsItself = (sequence: readonly Atom[]): boolean => {
  const inner = sequence.filter(holdsUnbounded);
  if (inner.length === 0) return false;
  const separators = sequence.filter((atom) => !atom.unbounded && !atom.group && !isOptional(atom));
  return !separators.some((separator) => inner.every((atom) => !atom.group && !overlap(separator, atom)));
};

const holdsUnbounded = (atom: Atom): boolean =>
  atom.unbounded || (atom.group?.some((sequence) => sequence.some(holdsUnbounded)) ?? false);

/** Two alternatives of one character each that can match the same one. */
const hasTwins = (group: readonly (readonly Atom[])[]): boolean => {
  const single = group.flatMap(([first, second]) => (first && !second && !first.group ? [first] : [])).slice(0, 40);
  return single.some((a, index) => single.slice(index + 1).some((b) => overlap(a, b)));
};

const isOptional = ({ source }: Atom): boolean => source === '';

const overlap = (a: Atom, b: Atom): boolean => {
  const [matchesA, matchesB] = [matcher(a.source), matcher(b.source)];
  return !matchesA || !matchesB || printable.some((sign) => matchesA.test(sign) && matchesB.test(sign));
};

/** Compiles one character or class alone, which cannot backtrack; null when it cannot be compiled. */
const matcher = (source: string): RegExp | null => {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return null;
  }
};

/** Alternatives of the pattern, each a sequence of atoms; null when its groups do not close or nest too deep. */
const parse = (pattern: string): Atom[][] | null => {
  const open: Atom[][][] = [[[]]];
  let at = 0;
  while (at < pattern.length) {
    const level = open.at(-1);
    const sequence = level?.at(-1);
    if (!level || !sequence || open.length > 30) return null;
    const sign = pattern[at];
    if (sign === '(') {
      open.push([[]]);
      at += /^\((?:\?(?:[:=!]|<[=!]|<\w{1,60}>))?/.exec(pattern.slice(at, at + 70))?.[0].length ?? 1;
    } else if (sign === '|') {
      level.push([]);
      at += 1;
    } else {
      const source = sign === ')' ? ')' : atomAt(pattern, at);
      const repeat = repeatAt(pattern, at + source.length);
      const target = sign === ')' ? (open.pop(), open.at(-1)?.at(-1)) : sequence;
      if (!target) return null;
      const unbounded = repeat.max > 20;
      if (sign === ')') target.push({ source: '', unbounded, group: level });
      else if (sign !== '^' && sign !== '$')
        target.push({ source: repeat.min === 0 && !unbounded ? '' : source, unbounded, group: null });
      at += source.length + repeat.length;
    }
  }
  return open.length === 1 ? (open[0] ?? null) : null;
};

const atomAt = (pattern: string, at: number): string => {
  const rest = pattern.slice(at, at + 600);
  if (rest.startsWith('[')) return /^\[(?:\\.|[^\]\\]){0,500}\]/s.exec(rest)?.[0] ?? '[';
  if (rest.startsWith('\\'))
    return (
      /^\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[\w=]{1,40}\}|.)/s.exec(rest)?.[0] ?? '\\\\'
    );
  return rest.slice(0, 1);
};

/** The quantifier at a place, its own length with it; `{1}` when there is none. */
const repeatAt = (pattern: string, at: number): { min: number; max: number; length: number } => {
  const match = /^(?:[*+?]|\{(\d{1,6})(,(\d{0,6}))?\})[?+]?/.exec(pattern.slice(at, at + 20));
  if (!match) return { min: 1, max: 1, length: 0 };
  const [text, from, comma, to] = match;
  if (text.startsWith('*')) return { min: 0, max: Infinity, length: text.length };
  if (text.startsWith('+')) return { min: 1, max: Infinity, length: text.length };
  if (text.startsWith('?')) return { min: 0, max: 1, length: text.length };
  const max = comma === undefined ? Number(from) : to === '' ? Infinity : Number(to);
  return { min: Number(from), max, length: text.length };
};
