import { errorTable } from '../../contracts/errors.ts';
import { Failure } from '../../contracts/kernel/fail.ts';
import type { McpLogEntry } from '../../contracts/mcp-calls.ts';
import type { GatewayCaller, McpRequestLog } from '../../domain/mcp/gateway.ts';
import { ParkedCall } from '../../domain/mcp/parked-call.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { estimateBytes } from './estimate-bytes.ts';

/** What is learnt of a request while it is served. */
export interface Trace {
  serverName: string | null;
  target: string | null;
  /** Estimated size of the result where it is known already. */
  responseBytes: number | null;
}

/** Lists are the same for all and large: that one was asked for is worth an entry, its content is not. */
const isList = (method: string): boolean => method.endsWith('/list');

/** Serves a request and writes it to the log, whatever comes of it (spec row C7). Adds microseconds. */
export const logged = async (
  log: McpRequestLog,
  caller: GatewayCaller,
  method: string,
  params: JsonObject,
  serve: (trace: Trace) => Promise<JsonObject>,
): Promise<JsonObject> => {
  const at = new Date();
  const startedAt = performance.now();
  const trace: Trace = { serverName: null, target: targetOf(params), responseBytes: null };
  const write = (outcome: Pick<McpLogEntry, 'outcome' | 'errorCode' | 'errorMessage'>, result: unknown) => {
    const { identity, client, era, correlationId } = caller;
    log.write({
      workspaceId: identity.workspaceId,
      at: at.toISOString(),
      caller: { kind: identity.kind, id: identity.id, name: identity.name },
      client,
      serverName: trace.serverName,
      method,
      target: trace.target,
      ...outcome,
      durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
      requestBytes: estimateBytes(params),
      responseBytes: trace.responseBytes ?? (isList(method) ? 0 : estimateBytes(result)),
      era,
      taskId: null,
      correlationId,
      arguments: method === 'tools/call' || method === 'prompts/get' ? (params['arguments'] ?? {}) : params,
      result: isList(method) ? null : result,
    });
  };
  const writeResult = (result: JsonObject): void => {
    const outcome = result['isError'] === true ? 'tool_error' : 'ok';
    write({ outcome, errorCode: null, errorMessage: null }, result);
  };
  try {
    const result = await serve(trace);
    writeResult(result);
    return result;
  } catch (error) {
    if (!(error instanceof ParkedCall)) write(outcomeOf(error), null);
    // It goes on, and another entry comes with its end.
    else if (error.answer) writeResult(error.answer);
    throw error;
  }
};

const targetOf = ({ name, uri, ref }: JsonObject): string | null => {
  if (typeof name === 'string') return name.slice(0, 200);
  if (typeof uri === 'string') return uri.slice(0, 200);
  return typeof ref === 'object' && ref !== null && 'name' in ref ? String(ref.name).slice(0, 200) : null;
};

const outcomeOf = (error: unknown): Pick<McpLogEntry, 'outcome' | 'errorCode' | 'errorMessage'> => {
  if (error instanceof RpcError) return { outcome: 'error', errorCode: error.code, errorMessage: error.message };
  if (error instanceof Failure)
    return { outcome: 'error', errorCode: errorTable[error.code].rpc, errorMessage: error.message };
  const cancelled = error instanceof Error && (error.name === 'AbortError' || error.message === 'the caller cancelled');
  return cancelled
    ? { outcome: 'cancelled', errorCode: null, errorMessage: null }
    : { outcome: 'error', errorCode: errorTable.internal.rpc, errorMessage: errorTable.internal.message.en };
};
