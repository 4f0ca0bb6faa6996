import { isObject } from '../../../contracts/kernel/is-object.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sorted(value[key])]),
  );
};

/** A value as indented JSON with sorted keys, so that two of them differ only where they mean something else. */
export const stableJson = (value: unknown): string => JSON.stringify(sorted(value), null, 2) ?? '';
