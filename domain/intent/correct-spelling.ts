import { isOneEdit } from './fold-message.ts';

const shortest = 4;
const longest = 24;

const shortenings = (word: string): string[] => [
  word,
  ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)),
];

/** Finds the known word that one typing error (insert, delete, replace, swap) away; `null` when there is none. */
export const createSpelling = (known: ReadonlySet<string>): ((word: string) => string | null) => {
  const near = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < shortest || word.length > longest) continue;
    for (const key of shortenings(word)) near.set(key, [...(near.get(key) ?? []), word]);
  }
  return (word) => {
    if (word.length < shortest || word.length > longest || word.startsWith('q')) return null;
    const candidates = new Set(shortenings(word).flatMap((key) => near.get(key) ?? []));
    const fits = [...candidates].filter((other) => isOneEdit(word, other));
    // Whoever mistypes rarely misses the first letter.
    return fits.find((other) => other[0] === word[0]) ?? (word.length > shortest + 1 ? (fits[0] ?? null) : null);
  };
};
