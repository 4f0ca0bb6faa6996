import { z } from 'zod';
import { CallError, ErrorEnvelope, toCallError } from '../../../../contracts/kernel/client.ts';
import { CallToolResult, mcpToolEndpoints } from '../../../../contracts/mcp-calls.ts';
import { api } from '../../lib/api.ts';
import { sseEvents } from './sse-events.ts';

export const ToolProgress = z.looseObject({
  progress: z.number(),
  total: z.number().nullish(),
  message: z.string().nullish(),
});
export type ToolProgress = z.infer<typeof ToolProgress>;

const Question = z.looseObject({ params: z.looseObject({ message: z.string() }) });
const LogMessage = z.looseObject({ level: z.string().optional(), data: z.unknown() });

interface Execution {
  tool: string;
  arguments: Record<string, unknown>;
  signal: AbortSignal;
  onProgress: (progress: ToolProgress) => void;
  onLog: (text: string) => void;
  /** The tool asked somebody, in vain; with its message. */
  onQuestion: (message: string) => void;
}

const send = (body: unknown, signal: AbortSignal): Promise<Response> =>
  fetch(mcpToolEndpoints.execute.path, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...api.headers() },
    body: JSON.stringify(body),
    signal,
  });

/** Calls a tool and hears its progress. Aborting the signal cancels the call. Throws `CallError`. */
export const executeTool = async ({
  signal,
  onProgress,
  onLog,
  onQuestion,
  ...body
}: Execution): Promise<CallToolResult> => {
  let response = await send(body, signal).catch((cause: unknown) => {
    throw signal.aborted ? cause : lost(cause);
  });
  if (response.status === 401 && (await api.refresh())) response = await send(body, signal);
  if (!response.ok) throw await toCallError(response);
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream'))
    return CallToolResult.parse(await response.json());
  const correlationId = response.headers.get('x-correlation-id');
  for await (const { event, data } of sseEvents(response.body)) {
    const value: unknown = JSON.parse(data);
    if (event === 'result') return CallToolResult.parse(value);
    if (event === 'error') throw new CallError({ ...ErrorEnvelope.parse(value).error, status: 400, correlationId });
    const progress = ToolProgress.safeParse(value);
    if (event === 'progress' && progress.success) onProgress(progress.data);
    if (event === 'question') onQuestion(Question.safeParse(value).data?.params.message ?? '');
    const log = LogMessage.safeParse(value);
    if (event === 'log' && log.success)
      onLog(typeof log.data.data === 'string' ? log.data.data : JSON.stringify(log.data.data));
  }
  throw lost(null);
};

/** The connection ended before the answer. */
const lost = (cause: unknown): CallError =>
  new CallError(
    {
      code: 'network_error',
      status: 0,
      message: 'The connection ended.',
      details: {},
      recovery: '',
      correlationId: null,
    },
    { cause },
  );
