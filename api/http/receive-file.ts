import { mkdir, rm } from 'node:fs/promises';
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { fail } from '../../contracts/kernel/fail.ts';
import { cleanFileName } from '../uploads/clean-file-name.ts';

export interface ReceivedFile {
  readonly path: string;
  /** As the sender named it: for showing, never for storing. */
  readonly fileName: string;
}

/** Middleware that stores the one file of a multipart body (field "file") in a folder, under a random name. */
export const receiveFile = (folder: string, maxBytes: number): RequestHandler => {
  const accept = multer({
    storage: multer.diskStorage({
      destination: (_request, _file, done) => {
        mkdir(folder, { recursive: true }).then(
          () => done(null, folder),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), folder),
        );
      },
      filename: (_request, _file, done) => done(null, crypto.randomUUID()),
    }),
    limits: { fileSize: maxBytes, files: 1, fields: 5, fieldSize: 1_000, parts: 6, headerPairs: 50 },
    defParamCharset: 'utf8',
  }).single('file');
  return (request, response, next) => {
    if (!request.is('multipart/form-data')) throw fail('unsupported_media_type');
    // Also when the request is refused after the file came in, and nobody takes it.
    response.once('close', () => {
      // A file that the form refused half-way is known here without its path.
      const path: string | undefined = request.file?.path;
      if (path !== undefined) void rm(path, { force: true }).catch(() => undefined);
    });
    accept(request, response, (error: unknown) => {
      if (error === undefined || error === null) next();
      else next(toFailure(error, maxBytes));
    });
  };
};

const toFailure = (error: unknown, maxBytes: number): unknown => {
  if (error instanceof MulterError)
    return error.code === 'LIMIT_FILE_SIZE'
      ? fail('file_too_large', { maxBytes })
      : fail('file_missing', {}, { cause: error });
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))
    return fail('storage_full', {}, { cause: error });
  const isBroken =
    error instanceof Error &&
    /Unexpected end of form|Malformed part|Request aborted|Boundary not found/i.test(error.message);
  return isBroken ? fail('upload_incomplete', {}, { cause: error }) : error;
};

/** Hands the received file to `use` and removes what is left of it afterwards. Throws `file_missing`. */
export const withReceivedFile = async <T>(request: Request, use: (file: ReceivedFile) => Promise<T>): Promise<T> => {
  if (!request.file) throw fail('file_missing');
  const { path, originalname } = request.file;
  try {
    return await use({ path, fileName: cleanFileName(originalname) });
  } finally {
    await rm(path, { force: true });
  }
};
