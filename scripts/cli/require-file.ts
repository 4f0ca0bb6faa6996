import { stat } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';

/** Throws `UsageError` unless `path` is a file. */
export const requireFile = async (path: string): Promise<void> => {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new UsageError(`There is no file ${path}.`);
};
