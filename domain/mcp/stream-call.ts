import type { CallToolResult } from '../../contracts/mcp-calls.ts';
import { RpcError } from './rpc-error.ts';
import type { Exchange, JsonObject, McpProgress } from './upstream.ts';

/** What a streamed call says on the way; the last one is the result. */
export type ToolEvent =
  | { readonly type: 'progress'; readonly data: McpProgress }
  | { readonly type: 'log'; readonly data: JsonObject }
  /** The tool asked somebody, and was told that nobody can answer here. */
  | { readonly type: 'question'; readonly data: { method: string; params: JsonObject } }
  | { readonly type: 'result'; readonly data: CallToolResult };

/** JSON-RPC 2.0: what the other side does not do. */
const methodNotFound = -32_601;
/** What waits for a reader who does not keep up, as JSON; what the tool says beyond it is lost to them, but not its result. */
const maxWaitingChars = 1_000_000;

/** Turns the callbacks of a call into a sequence. The call is cancelled when nobody reads on. */
export async function* streamCall(
  call: (exchange: Exchange) => Promise<CallToolResult>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ToolEvent, void> {
  const left = new AbortController();
  const waiting: { readonly event: ToolEvent; readonly chars: number }[] = [];
  let waitingChars = 0;
  let wake = (): void => undefined;
  const push = (event: ToolEvent): void => {
    const chars = JSON.stringify(event).length;
    if (waitingChars + chars > maxWaitingChars) return;
    waitingChars += chars;
    waiting.push({ event, chars });
    wake();
  };
  let over = false;
  const result = call({
    signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal,
    onProgress: (data) => push({ type: 'progress', data }),
    onLog: (data) => push({ type: 'log', data }),
    onRequest: async (method, params) => {
      push({ type: 'question', data: { method, params } });
      throw new RpcError(methodNotFound, 'Nobody can answer during this call; as a task it waits for the answer');
    },
  }).finally(() => {
    over = true;
    wake();
  });
  result.catch(() => undefined);
  try {
    for (;;) {
      const next = waiting.shift();
      if (next) {
        waitingChars -= next.chars;
        yield next.event;
      } else if (over) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    yield { type: 'result', data: await result };
  } finally {
    left.abort();
  }
}
