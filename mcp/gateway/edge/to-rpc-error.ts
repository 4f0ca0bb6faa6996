import { errorTable } from '../../../contracts/errors.ts';
import { fillIn, Failure } from '../../../contracts/kernel/fail.ts';
import type { Locale } from '../../../contracts/kernel/locale.ts';
import { RpcError } from '../../../domain/mcp/rpc-error.ts';
import { rpcCodes, type RpcErrorBody } from './json-rpc.ts';

/**
 * What a caller sees of an error: the server's own JSON-RPC error unchanged, a failure by its row of the error table
 * (spec row B9), and nothing of what nobody foresaw.
 */
export const toRpcError = (error: unknown, locale: Locale, onUnforeseen: (error: unknown) => void): RpcErrorBody => {
  if (error instanceof RpcError) {
    const { code, message, data } = error;
    return { code, message, ...(data !== undefined && { data }) };
  }
  if (error instanceof Failure) {
    const { rpc, message, recovery, retryable } = errorTable[error.code];
    return {
      code: rpc,
      message: fillIn(message[locale], error.details, locale),
      data: {
        code: error.code,
        details: error.details,
        recovery: fillIn(recovery[locale], error.details, locale),
        retryable,
      },
    };
  }
  onUnforeseen(error);
  return { code: rpcCodes.internal, message: errorTable.internal.message[locale] };
};
