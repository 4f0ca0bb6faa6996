import multer from 'multer';
import { z } from 'zod';
import type { ErrorCode } from '../../contracts/errors.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';

/** What body-parser and http-errors put on their errors. */
const HttpError = z.object({
  type: z.string().optional(),
  status: z.number().int(),
  limit: z.number().optional(),
});

const byBodyParserType: Readonly<Record<string, ErrorCode>> = {
  'entity.parse.failed': 'malformed_json',
  'entity.verify.failed': 'malformed_json',
  'request.size.invalid': 'malformed_json',
  'encoding.unsupported': 'unsupported_media_type',
  'charset.unsupported': 'unsupported_media_type',
  'request.aborted': 'upload_incomplete',
};

const byStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'not_found',
  405: 'method_not_allowed',
  415: 'unsupported_media_type',
};

/** Errors of the database driver and of gRPC that mean "not reachable", by name: their classes live in `infra`. */
const unreachable = /^Mongo(?:ServerSelection|Network|NetworkTimeout|NotConnected|TopologyClosed|PoolCleared)\w*Error$/;

/** The failure that an error of a library stands for; null for one that nobody foresaw. */
export const toFailure = (error: unknown, multipartMaxBytes?: number): Failure | null => {
  if (error instanceof Failure) return error;
  if (error instanceof multer.MulterError) return fromMulter(error, multipartMaxBytes);
  if (!(error instanceof Error)) return null;
  if (unreachable.test(error.name)) return fail('service_unavailable', {}, { cause: error });
  if (/^(?:Unexpected end of form|Request aborted)$/.test(error.message))
    return fail('upload_incomplete', {}, { cause: error });
  if (/^(?:Malformed part header|Malformed content type|Multipart: Boundary not found)$/.test(error.message))
    return invalid('body', 'is not a readable multipart form', error);
  const http = HttpError.safeParse(error);
  return http.success ? fromHttp(http.data, error) : null;
};

const fromHttp = ({ type, status, limit }: z.infer<typeof HttpError>, cause: Error): Failure | null => {
  if (status < 400 || status >= 500) return null;
  if (status === 413) return fail('payload_too_large', { maxBytes: limit ?? 0 }, { cause });
  const code = byBodyParserType[type ?? ''] ?? byStatus[status];
  return code ? fail(code, {}, { cause }) : invalid('request', 'cannot be read', cause);
};

const fromMulter = (error: multer.MulterError, maxBytes = 0): Failure => {
  if (error.code === 'LIMIT_FILE_SIZE') return fail('file_too_large', { maxBytes }, { cause: error });
  return invalid(error.field === undefined ? 'body' : 'body.file', error.message, error);
};

const invalid = (path: string, message: string, cause: Error): Failure =>
  fail('validation_error', { issues: [{ path, message }] }, { cause });
