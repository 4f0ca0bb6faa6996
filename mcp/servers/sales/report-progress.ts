import type { ServerContext } from '@modelcontextprotocol/server';

export interface Stage {
  readonly stage: string;
  readonly done: number;
  /** 0 while nobody knows. */
  readonly total: number;
}

/** How much `progress` grows when only the stage changed: MCP wants every notification to be larger than the last. */
const step = 0.001;

/** Tells the client how far it is, when it asked for that, and only when something changed. */
export const progressReporter = ({ mcpReq }: ServerContext): ((stage: Stage) => Promise<void>) => {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return async () => {};
  let sentMessage = '';
  let sent = -1;
  return async ({ stage, done, total }) => {
    const message = total > 0 ? `${stage}: ${done} of ${total}` : stage;
    if (message === sentMessage) return;
    sentMessage = message;
    sent = Math.max(done, sent < 0 ? 0 : sent + step);
    await mcpReq.notify({
      method: 'notifications/progress',
      params: { progressToken, progress: sent, message, ...(total > 0 && { total: Math.max(total, sent) }) },
    });
  };
};
