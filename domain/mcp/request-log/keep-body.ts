import { isObject } from '../../../contracts/kernel/is-object.ts';
import { maskPersonal } from './mask-personal.ts';
import { redactedMark, redactText } from './redact-text.ts';
import { isSecretName } from './secret-names.ts';

/** What is kept of arguments or of a result: JSON text without secrets and personal data, of bounded size. */
export interface KeptBody {
  readonly json: string;
  readonly truncated: boolean;
  readonly redacted: boolean;
}

export interface KeepOptions {
  readonly maxBytes?: number;
  /** Names of the server's own secrets, as `plainName` gives them. */
  readonly secretNames?: ReadonlySet<string>;
}

const defaultMaxBytes = 16_384;
const maxDepth = 40;
const maxItems = 2_000;
/** Longer than any token or key in one piece. */
const maxWordLength = 4_096;
const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;

/** One walk: what is left of the room, and what happened on the way. */
interface Walk {
  left: number;
  truncated: boolean;
  redacted: boolean;
  readonly secretNames: ReadonlySet<string> | undefined;
}

/** Redacts and shortens a JSON value in one walk whose cost depends on the limit, not on the value. */
export const keepBody = (value: unknown, { maxBytes = defaultMaxBytes, secretNames }: KeepOptions = {}): KeptBody => {
  const walk: Walk = { left: maxBytes, truncated: false, redacted: false, secretNames };
  const kept = visit(walk, value, 0);
  return { json: JSON.stringify(kept) ?? 'null', truncated: walk.truncated, redacted: walk.redacted };
};

/** Text of a request as the log may keep it. */
export const keepText = (text: string, secretNames: ReadonlySet<string> | undefined): string =>
  maskPersonal(redactText(text, secretNames));

const visit = (walk: Walk, value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return visitText(walk, value);
  if (typeof value === 'number' && maskPersonal(String(value)) !== String(value)) return mask(walk);
  if (Array.isArray(value) || isObject(value)) {
    if (depth < maxDepth)
      return Array.isArray(value) ? visitArray(walk, value, depth) : visitObject(walk, value, depth);
    walk.truncated = true;
    return '…';
  }
  const isPlain = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  return isPlain && take(walk, String(value).length + 1) ? value : null;
};

const visitText = (walk: Walk, text: string): string => {
  // Twice as much as fits is looked at: what redaction takes away makes room for more.
  const part = text.length > walk.left * 2 ? withoutLastWord(text.slice(0, walk.left * 2)) : text;
  const clean = keepText(part, walk.secretNames);
  walk.redacted ||= clean !== part;
  walk.truncated ||= part.length < text.length;
  const bytes = bytesOf(JSON.stringify(clean)) + 1;
  if (bytes <= walk.left) {
    walk.left -= bytes;
    return clean;
  }
  walk.truncated = true;
  const cut = cutToBytes(clean, walk.left - 8);
  walk.left = 0;
  return `${cut}…`;
};

const visitObject = (walk: Walk, source: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> => {
  const { secretNames } = walk;
  const kept: [string, unknown][] = [];
  const namesSecret = holdsNamedSecret(source, secretNames);
  for (const [name, value] of Object.entries(source)) {
    const shortName = name.slice(0, 1_000);
    const safeName = keepText(shortName, secretNames);
    walk.redacted ||= safeName !== shortName;
    if (kept.length >= maxItems || !take(walk, bytesOf(JSON.stringify(safeName)) + 2)) {
      walk.truncated = true;
      break;
    }
    const isSecret = isSecretName(name, secretNames) || (namesSecret && /^(?:value|content|default)$/i.test(name));
    kept.push([safeName, isSecret && hides(name, value) ? mask(walk) : visit(walk, value, depth + 1)]);
  }
  // Not assigned one by one: `__proto__` is a name like any other here.
  return Object.fromEntries(kept);
};

const visitArray = (walk: Walk, source: readonly unknown[], depth: number): unknown[] => {
  const kept: unknown[] = [];
  for (const value of source) {
    if (kept.length >= maxItems || !take(walk, 1)) {
      walk.truncated = true;
      break;
    }
    kept.push(followsSecretName(source, kept.length, walk.secretNames) ? mask(walk) : visit(walk, value, depth + 1));
  }
  return kept;
};

const take = (walk: Walk, bytes: number): boolean => {
  if (walk.left < bytes) walk.truncated = true;
  else walk.left -= bytes;
  return !walk.truncated;
};

const mask = (walk: Walk): string => {
  walk.redacted = true;
  take(walk, redactedMark.length + 3);
  return redactedMark;
};

/** Objects like `{ name: 'Authorization', value: '…' }` name their secret in a value. */
const holdsNamedSecret = (source: Readonly<Record<string, unknown>>, known: ReadonlySet<string> | undefined): boolean =>
  [source.name, source.key, source.header].some((name) => typeof name === 'string' && isSecretName(name, known));

/** `['--token', '…']` on a command line, and pairs like `['X-Api-Key', '…']`. */
const followsSecretName = (
  source: readonly unknown[],
  index: number,
  known: ReadonlySet<string> | undefined,
): boolean => {
  const before = index === 0 ? undefined : source[index - 1];
  if (typeof before !== 'string' || typeof source[index] !== 'string') return false;
  const isName =
    /^--?[A-Za-z][\w-]{0,60}$/.test(before) || (source.length === 2 && /^[A-Za-z][\w-]{0,60}$/.test(before));
  return isName && isSecretName(before, known);
};

/** A schema's `password: { type: 'string' }`, a flag and a count hide nothing; a number or a text does. */
const hides = (name: string, value: unknown): boolean => {
  if (value === null || value === undefined || typeof value === 'boolean' || value === '') return false;
  if (isObject(value)) return !('type' in value || '$ref' in value);
  return typeof value !== 'number' || !/tokens$/i.test(name);
};

/** A secret that was cut in two has not its shape any more: the last word goes. */
const withoutLastWord = (text: string): string => {
  let end = text.length;
  while (end > 0 && text.length - end < maxWordLength && !/\s/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
};

const cutToBytes = (text: string, maxBytes: number): string => {
  let cut = text.slice(0, Math.max(0, maxBytes));
  while (cut !== '' && bytesOf(JSON.stringify(cut)) > maxBytes) cut = cut.slice(0, Math.floor(cut.length * 0.8));
  return cut.replace(/[\uD800-\uDBFF]$/, '');
};
