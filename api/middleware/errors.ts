import type { ErrorRequestHandler, Response } from 'express';
import { z } from 'zod';
import { errorTable } from '../../contracts/errors.ts';
import { fail, fillIn, type Failure } from '../../contracts/kernel/fail.ts';
import type { Locale } from '../../contracts/kernel/locale.ts';
import { contextIfAny } from '../request-context.ts';
import { toFailure } from './to-failure.ts';

export interface ErrorLog {
  error(fields: Record<string, unknown>, message: string): void;
  debug(fields: Record<string, unknown>, message: string): void;
}

/**
 * Turns whatever was thrown into the one envelope (spec row C6), in the language of the request. What nobody foresaw
 * is logged whole under the correlation id and shown as `internal`; no stack ever leaves.
 */
export const errorHandler =
  ({ log, multipartMaxBytes }: { log: ErrorLog; multipartMaxBytes?: number }): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    const { correlationId, locale = 'en' } = contextIfAny(response) ?? {};
    const known = toFailure(error, multipartMaxBytes);
    const failure = known ?? fail('internal', {}, { cause: error });
    const { status } = errorTable[failure.code];
    if (status >= 500) log.error({ err: error, code: failure.code, correlationId }, 'request failed');
    else log.debug({ code: failure.code, correlationId }, 'request refused');
    if (response.headersSent) {
      // Half an answer is out: only a broken connection tells the client that it is not the whole.
      response.destroy();
      return;
    }
    addHeaders(response, failure);
    response.status(status).json(toEnvelope(failure, locale));
  };

/** The envelope `{ error: { code, message, details, recovery } }`. */
export const toEnvelope = ({ code, details }: Failure, locale: Locale) => {
  const { message, recovery } = errorTable[code];
  return {
    error: {
      code,
      message: fillIn(message[locale], details, locale),
      details,
      recovery: fillIn(recovery[locale], details, locale),
    },
  };
};

const Wait = z.object({ retryAfterSeconds: z.number() });

const addHeaders = (response: Response, { code, details }: Failure): void => {
  // An answer to this request only, whatever the handler prepared for a good one.
  for (const name of ['Content-Length', 'Content-Disposition', 'Content-Type', 'ETag', 'Last-Modified'])
    response.removeHeader(name);
  response.setHeader('Cache-Control', 'no-store');
  const wait = Wait.safeParse(details);
  if (wait.success) response.setHeader('Retry-After', String(wait.data.retryAfterSeconds));
  else if (errorTable[code].status === 503 && errorTable[code].retryable) response.setHeader('Retry-After', '2');
  else if (code === 'idempotency_key_in_flight') response.setHeader('Retry-After', '1');
  if (code === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
  if (code === 'invalid_token') response.setHeader('WWW-Authenticate', 'Bearer error="invalid_token"');
};
