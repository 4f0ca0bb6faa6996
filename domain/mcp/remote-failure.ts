import { fail, type Failure } from '../../contracts/kernel/fail.ts';
import { redactText } from './request-log/redact-text.ts';
import { RpcError } from './rpc-error.ts';

/** A server's JSON-RPC error as a failure of the error table, for whoever does not speak JSON-RPC; null for others. */
export const toRemoteFailure = (error: unknown): Failure | null => {
  if (!(error instanceof RpcError)) return null;
  const reason = redactText(error.message.slice(0, 500)).replace(/\.$/, '');
  return fail('mcp_call_refused', { reason, rpcCode: error.code }, { cause: error });
};
