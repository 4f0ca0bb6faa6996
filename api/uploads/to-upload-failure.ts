import { statfs } from 'node:fs/promises';
import type { ErrorCode } from '../../contracts/errors.ts';
import { fail, type Failure } from '../../contracts/kernel/fail.ts';
import { toFailure } from '../middleware/to-failure.ts';

/** Less room than this, and a failed write was a full disk: the tus store does not say why it failed. */
const noRoomBytes = 1_048_576;

const byStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'file_not_found',
  409: 'upload_offset_wrong',
  410: 'file_not_found',
  413: 'file_too_large',
};

/** The failure behind an error of the tus server; undefined for one of the protocol that only programs see. */
export const toUploadFailure = async (
  error: unknown,
  { folder, maxBytes }: { folder: string; maxBytes: number },
): Promise<Failure | undefined> => {
  const known = toFailure(error);
  if (known) return known;
  const status = statusOf(error);
  if (status >= 500) return fail((await isFull(folder)) ? 'storage_full' : 'internal', {}, { cause: error });
  const code = byStatus[status];
  return code && fail(code, code === 'file_too_large' ? { maxBytes } : {}, { cause: error });
};

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status_code' in error ? Number(error.status_code) : 500;

const isFull = async (folder: string): Promise<boolean> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < noRoomBytes;
};
