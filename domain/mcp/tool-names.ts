/** The longest name that every client takes. */
export const maxNameLength = 64;

/** A tool or prompt that wants a name among those of its workspace. */
export interface NameWish {
  /** `null` for our own servers, whose names stand as they are. */
  readonly serverName: string | null;
  /** As the server calls it. */
  readonly originalName: string;
  readonly rename: string | null;
  readonly prefixed: boolean;
}

/**
 * Gives every wish its own name, ≤ 64 characters of [A-Za-z0-9_.-]. The order of the wishes is the order of precedence:
 * our own servers, then older ones before newer ones. Our own names come first, then what an admin chose, then prefixed names, then
 * names without prefix; who finds a name taken gets its prefixed one, or one with a hash of server and tool at its end.
 * The same wishes give the same names in every process and after every restart. Nobody gets one that is `reserved`.
 */
export const assignNames = (wishes: readonly NameWish[], reserved: readonly string[] = []): string[] => {
  const taken = new Set(reserved);
  const names = Array.from({ length: wishes.length }, () => '');
  const passes: ((wish: NameWish) => boolean)[] = [
    (wish) => wish.serverName === null && wish.rename === null,
    (wish) => wish.rename !== null,
    (wish) => wish.serverName !== null && wish.rename === null && wish.prefixed,
    (wish) => wish.serverName !== null && wish.rename === null && !wish.prefixed,
  ];
  for (const inPass of passes)
    wishes.forEach((wish, index) => {
      if (!inPass(wish)) return;
      const name = freeName(wish, taken);
      taken.add(name);
      names[index] = name;
    });
  return names;
};

const freeName = (wish: NameWish, taken: ReadonlySet<string>): string => {
  for (const candidate of candidates(wish)) if (!taken.has(candidate)) return candidate;
  throw new Error('unreachable: candidates are endless');
};

function* candidates(wish: NameWish): Generator<string> {
  const full = wish.serverName === null ? wish.originalName : `${wish.serverName}__${wish.originalName}`;
  if (wish.rename !== null) yield wish.rename;
  else if (!wish.prefixed) yield fitName(wish.originalName);
  yield fitName(full);
  for (let attempt = 0; ; attempt += 1) yield shorten(full, nameHash(`${full} ${attempt}`));
}

/** The name itself where every client takes it; otherwise cleaned and cut, with a hash of the whole at its end. */
export const fitName = (name: string): string =>
  name.length <= maxNameLength && /^[A-Za-z0-9_.-]+$/.test(name) ? name : shorten(name, nameHash(name));

const shorten = (name: string, hash: string): string =>
  `${name.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, maxNameLength - hash.length - 1)}_${hash}`;

/** 64-bit FNV-1a as 13 characters of base 36: no secret, only short and the same everywhere. */
const nameHash = (text: string): string => {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36).padStart(13, '0').slice(-10);
};
