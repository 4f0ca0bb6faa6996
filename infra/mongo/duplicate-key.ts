import { mongo } from 'mongoose';

/** Whether a write failed because a unique index holds the value already. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === 11_000;

/** Whether rows of a bulk insert failed for this reason alone: the error itself tells of the first one only. */
export const areDuplicateKeys = (error: unknown): boolean =>
  error instanceof mongo.MongoBulkWriteError &&
  isDuplicateKey(error) &&
  [error.writeErrors].flat().every(({ code }) => code === 11_000) &&
  error.result.getWriteConcernError() === undefined;

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
