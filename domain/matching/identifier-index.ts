import { keyRelation } from './identifiers.ts';

/** Finds product slots by part-number keys: equal first, then those that extend or are extended by the asked key. */
export type IdentifierIndex = {
  add(key: string, slot: number): void;
  equal(key: string): readonly number[];
  related(key: string): readonly number[];
};

const END_CHARS = 5;
const MAX_BUCKET = 400;

function bucketsOf(key: string): readonly string[] {
  return [`^${key.slice(0, END_CHARS)}`, `${key.slice(-END_CHARS)}$`];
}

export function createIdentifierIndex(): IdentifierIndex {
  const slots = new Map<string, number[]>();
  const ends = new Map<string, string[]>();

  function addEnds(key: string): void {
    if (key.length < END_CHARS) return;
    for (const bucket of bucketsOf(key)) {
      const list = ends.get(bucket);
      if (list === undefined) ends.set(bucket, [key]);
      else if (list.length < MAX_BUCKET) list.push(key);
    }
  }

  return {
    add(key, slot) {
      const list = slots.get(key);
      if (list !== undefined) {
        if (list.at(-1) !== slot) list.push(slot);
        return;
      }
      slots.set(key, [slot]);
      addEnds(key);
    },
    equal: (key) => slots.get(key) ?? [],
    related(key) {
      if (key.length < END_CHARS) return [];
      const near = new Set(bucketsOf(key).flatMap((bucket) => ends.get(bucket) ?? []));
      return [...near]
        .filter((other) => keyRelation(key, other) === 'extends')
        .flatMap((other) => slots.get(other) ?? []);
    },
  };
}
