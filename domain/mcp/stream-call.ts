import type { CallToolResult } from '../../contracts/mcp-calls.ts';
import type { Exchange, JsonObject, McpProgress } from './upstream.ts';

/** What a streamed call says on the way; the last one is the result. */
export type ToolEvent =
  | { readonly type: 'progress'; readonly data: McpProgress }
  | { readonly type: 'log'; readonly data: JsonObject }
  | { readonly type: 'result'; readonly data: CallToolResult };

/** Turns the callbacks of a call into a sequence. The call is cancelled when nobody reads on. */
export async function* streamCall(
  call: (exchange: Exchange) => Promise<CallToolResult>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ToolEvent, void> {
  const left = new AbortController();
  const waiting: ToolEvent[] = [];
  let wake = (): void => undefined;
  const push = (event: ToolEvent): void => {
    waiting.push(event);
    wake();
  };
  let over = false;
  const result = call({
    signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal,
    onProgress: (data) => push({ type: 'progress', data }),
    onLog: (data) => push({ type: 'log', data }),
  }).finally(() => {
    over = true;
    wake();
  });
  result.catch(() => undefined);
  try {
    for (;;) {
      const event = waiting.shift();
      if (event) yield event;
      else if (over) break;
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
