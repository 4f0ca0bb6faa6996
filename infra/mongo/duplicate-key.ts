import { mongo } from 'mongoose';

/** Whether a write failed because a unique index holds the value already. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === 11_000;

/** Does an insert. False when a unique index holds one of its values already. */
export const insertsNew = async (insert: () => Promise<unknown>): Promise<boolean> => {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
};
