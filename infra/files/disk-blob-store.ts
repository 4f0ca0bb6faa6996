import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from '../../domain/blob-store.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { systemErrorCode } from '../ground/system-error-code.ts';

const keyPattern = /^[a-z0-9_]+(\/[a-z0-9_.-]+)*$/;

/** Blobs as files below one folder. A write is visible whole or not at all. */
export const createDiskBlobStore = (folder: string): BlobStore => {
  const pathOf = (key: string): string => {
    if (!keyPattern.test(key) || key.includes('..')) throw new Error(`not a blob key: ${key}`);
    return join(folder, key);
  };
  const publish = async (key: string, fill: (temporaryPath: string) => Promise<void>): Promise<void> => {
    const path = pathOf(key);
    const temporaryPath = `${path}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await fill(temporaryPath);
      await rename(temporaryPath, path);
    } catch (error) {
      await rm(temporaryPath, { force: true });
      throw storageFailure(error);
    }
  };
  const localPath = async (key: string): Promise<string | null> => {
    const path = pathOf(key);
    return stat(path).then(() => path, absent);
  };
  return {
    put: (key, bytes) => publish(key, (path) => writeFile(path, bytes)),
    adopt: (key, source) =>
      publish(key, (path) =>
        link(source, path).catch(async (error: unknown) => {
          if (!isLinkRefused(error)) throw error;
          await copyFile(source, path);
        }),
      ),
    get: (key) => readFile(pathOf(key)).catch(absent),
    localPath,
    // A page written at the same moment makes the folder "not empty" again: that is tried again, not an error.
    removeFolder: (name) => rm(pathOf(name), { recursive: true, force: true, maxRetries: 8, retryDelay: 50 }),
  };
};

const absent = (error: unknown): null => {
  if (systemErrorCode(error) === 'ENOENT') return null;
  throw error;
};

/** Another disk, or a file system without hard links. */
const isLinkRefused = (error: unknown): boolean =>
  ['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'].includes(String(systemErrorCode(error)));

const storageFailure = (error: unknown): unknown =>
  systemErrorCode(error) === 'ENOSPC' || systemErrorCode(error) === 'EDQUOT'
    ? fail('storage_full', {}, { cause: error })
    : error;
