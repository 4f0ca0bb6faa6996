import type { Localized } from './locale.ts';

/** What every edge needs to know of an error (spec row B9): one row feeds REST, JSON-RPC, Temporal and sockets. */
export interface ErrorRow {
  /** HTTP status. */
  readonly status: number;
  /** JSON-RPC code. */
  readonly rpc: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  readonly message: Localized;
  /** What a person can do next. */
  readonly recovery: Localized;
}

/** JSON-RPC codes: the standard ones, then ours (spec row B9). */
const rpc = {
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  notAvailable: -32000,
  api: -32001,
  authentication: -32002,
  rateLimit: -32003,
} as const;

/** A row: status, JSON-RPC code, [message, recovery] in English and in German. */
export const row = (
  status: number,
  code: keyof typeof rpc,
  [en, recoveryEn]: readonly [string, string],
  [de, recoveryDe]: readonly [string, string],
  retryable = false,
): ErrorRow => ({
  status,
  rpc: rpc[code],
  retryable,
  message: { en, de },
  recovery: { en: recoveryEn, de: recoveryDe },
});

/** What is not there, or belongs to another tenant (both look the same). */
export const notFound = (en: string, de: string): ErrorRow =>
  row(
    404,
    'invalidParams',
    [`${en} was not found.`, 'Check the link, or go back to the list.'],
    [`${de} wurde nicht gefunden.`, 'Prüfen Sie den Link oder gehen Sie zurück zur Liste.'],
  );
