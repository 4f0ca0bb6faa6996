import { readdir } from 'node:fs/promises';
import { until } from './until.ts';

/** Names in a folder; none when it is not there. */
export const filesOf = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Waits until nothing is left in a folder. */
export const untilEmpty = (folder: string) =>
  until(`no file in ${folder}`, async () => (await filesOf(folder)).length === 0);
