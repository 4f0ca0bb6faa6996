import { errorTable } from '../../contracts/errors.ts';
import { Failure, fillIn, isErrorCode } from '../../contracts/kernel/fail.ts';
import type { Locale } from '../../contracts/kernel/locale.ts';
import type { McpCause } from '../../contracts/mcp-servers.ts';
import type { JsonObject } from './upstream.ts';

/** Why something failed, as it is stored: the words come when somebody reads it. */
export interface StoredCause {
  readonly code: string;
  readonly details: JsonObject;
  /** What the machine said, when that says more than the row of the error table. */
  readonly raw: string | null;
}

const maxRawLength = 2_000;

/** The cause behind an error; what is not ours becomes `internal`. */
export const causeOf = (error: unknown): StoredCause => {
  if (!(error instanceof Failure))
    return { code: 'internal', details: {}, raw: error instanceof Error ? error.message.slice(0, maxRawLength) : null };
  const { reason } = error.details;
  const raw = typeof reason === 'string' ? reason : error.cause instanceof Error ? error.cause.message : null;
  return { code: error.code, details: { ...error.details }, raw: raw === null ? null : raw.slice(0, maxRawLength) };
};

/** A cause in the words of one language. */
export const tellCause = ({ code, details, raw }: StoredCause, locale: Locale = 'en'): McpCause => {
  const row = errorTable[isErrorCode(code) ? code : 'internal'];
  return {
    code,
    message: fillIn(row.message[locale], details, locale),
    recovery: fillIn(row.recovery[locale], details, locale),
    raw,
  };
};
