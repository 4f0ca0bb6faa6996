import { errorTable, type ErrorCode } from '../errors.ts';
import { tellReason } from '../reasons.ts';
import type { Locale } from './locale.ts';

/** Facts about a failure that a person or a program may see. Never secrets. */
export type FailureDetails = Readonly<Record<string, unknown>>;

/**
 * The one error that code deep inside throws. `code` names a row of the error table; the edges turn it into an HTTP
 * envelope, a JSON-RPC error, a Temporal failure or a socket ack.
 */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly details: FailureDetails;

  constructor(code: ErrorCode, details: FailureDetails, options?: ErrorOptions) {
    super(`${code}: ${describe(code, details)}`, options);
    this.name = 'Failure';
    this.code = code;
    this.details = details;
  }
}

/** Makes the error for a row of the error table: `throw fail('quote_not_found', { quoteId })`. */
export const fail = (code: ErrorCode, details: FailureDetails = {}, options?: ErrorOptions): Failure =>
  new Failure(code, details, options);

/** Whether this names a row of the error table; what comes over a wire may name one of another version. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorTable, code);

/** The row's English message with `{name}` placeholders filled from the details. */
const describe = (code: ErrorCode, details: FailureDetails): string => fillIn(errorTable[code].message.en, details);

/** Fills `{name}` placeholders, `{reason}` in words of the language; an unknown name stays as it is, so a gap is visible. */
export const fillIn = (template: string, values: FailureDetails, locale: Locale = 'en'): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (name === 'reason' && typeof value === 'string') return tellReason(value, locale);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
