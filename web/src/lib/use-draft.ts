import { useState } from 'react';

/** A form over something stored: what the person typed stays apart from what the server holds. */
export interface Draft<F extends object> {
  /** What the form shows: the typed values over the stored ones. */
  readonly values: F;
  /** Names of the fields whose value differs from the stored one. */
  readonly changed: readonly (keyof F & string)[];
  readonly set: <K extends keyof F & string>(field: K, value: F[K]) => void;
  /** Sets several fields at once. */
  readonly merge: (changed: Partial<F>) => void;
  /** Forgets what was typed. */
  readonly reset: () => void;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const keysOf = <F extends object>(form: F): (keyof F & string)[] => {
  const keys: (keyof F & string)[] = [];
  // Object.keys would forget the type of the keys.
  for (const key in form) if (Object.hasOwn(form, key)) keys.push(key);
  return keys;
};

/**
 * Holds typed values over `stored`. When `stored` is replaced by a newer one (a version conflict), untouched fields
 * follow it and touched ones stay.
 */
export const useDraft = <F extends object>(stored: F): Draft<F> => {
  const [typed, setTyped] = useState<Partial<F>>({});
  const values = { ...stored, ...typed };
  return {
    values,
    changed: changedFields(stored, values),
    set: (field, value) => setTyped((before) => ({ ...before, [field]: value })),
    merge: (changed) => setTyped((before) => ({ ...before, ...changed })),
    reset: () => setTyped({}),
  };
};

/** Names of the fields that differ. */
export const changedFields = <F extends object>(before: F, after: F): (keyof F & string)[] =>
  keysOf(after).filter((field) => !isSame(before[field], after[field]));

/** Keeps only the named fields. */
export const pickFields = <F extends object>(form: F, fields: readonly (keyof F & string)[]): Partial<F> => {
  const picked: Partial<F> = {};
  for (const field of fields) picked[field] = form[field];
  return picked;
};
