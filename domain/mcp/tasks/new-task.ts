import { fail } from '../../../contracts/kernel/fail.ts';
import { newId } from '../../new-id.ts';
import type { Gateway, GatewayCaller, McpTasks } from '../gateway.ts';
import type { JsonSealer, TaskRecord } from './task-store.ts';

/** The record of a call that begins. Throws `mcp_tool_not_found`, `mcp_tool_held`. */
export const newTask = async (
  { gateway, sealer }: { gateway: Pick<Gateway, 'open'>; sealer: JsonSealer },
  caller: GatewayCaller,
  call: Parameters<McpTasks['start']>[1],
  now: Date,
): Promise<TaskRecord> => {
  const view = gateway.open(caller, { ...(call.server !== undefined && { server: call.server }) });
  const tool = (await view.tools({ all: true })).find(({ name }) => name === call.tool);
  if (!tool || tool.hidden || tool.state === 'quarantined') throw fail('mcp_tool_not_found', { tool: call.tool });
  if (tool.state === 'held') throw fail('mcp_tool_held', { tool: call.tool });
  const { identity, client, era, locale, correlationId, sessionKey } = caller;
  return {
    id: newId('tsk', now.getTime()),
    workspaceId: identity.workspaceId,
    owner: { kind: identity.kind, id: identity.id, sessionId: identity.sessionId },
    createdBy: identity.name,
    client,
    era,
    locale,
    correlationId,
    sessionKey,
    server: call.server ?? null,
    tool: call.tool,
    serverName: tool.serverName,
    repeatable: tool.annotations?.readOnlyHint === true || tool.annotations?.idempotentHint === true,
    sealedArguments: sealer.sealText(call.arguments),
    sealedContext: call.context === undefined ? null : sealer.sealText(call.context),
    sealedInputs: null,
    sealedMessages: null,
    status: 'working',
    statusMessage: null,
    progress: null,
    error: null,
    hasResult: false,
    round: 1,
    sentRound: 0,
    worksOn: null,
    createdAt: now.toISOString(),
    endedAt: null,
    version: 1,
    errand: 'wake',
    errandKey: crypto.randomUUID(),
  };
};
