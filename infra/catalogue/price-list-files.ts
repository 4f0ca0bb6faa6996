import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../contracts/kernel/fail.ts';
import type { PriceListFiles } from '../../domain/catalog/import-store.ts';
import { openPriceList } from './open-price-list.ts';

/** Files of imports in one folder, named by the import's id alone. */
export const createPriceListFiles = (folder: string): PriceListFiles => {
  const pathOf = (importId: string) => join(folder, `${importId}.csv`);
  return {
    keep: async (importId, uploadedPath) => {
      await mkdir(folder, { recursive: true });
      await rename(uploadedPath, pathOf(importId)).catch(async (error: unknown) => {
        // Temporary files may live on another disk.
        if (!isCode(error, 'EXDEV')) throw error;
        await copyFile(uploadedPath, pathOf(importId));
        await rm(uploadedPath, { force: true });
      });
    },
    open: async (importId) => {
      const bytes = await readFile(pathOf(importId)).catch((error: unknown) => {
        if (isCode(error, 'ENOENT')) throw fail('import_unreadable', { reason: 'its file is gone' }, { cause: error });
        throw error;
      });
      return openPriceList(bytes);
    },
    remove: (importId) => rm(pathOf(importId), { force: true }),
  };
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
