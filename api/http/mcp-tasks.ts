import { Router } from 'express';
import { fail } from '../../contracts/kernel/fail.ts';
import { mcpTaskEndpoints } from '../../contracts/mcp-calls.ts';
import type { McpTasks } from '../../domain/mcp/gateway.ts';
import type { ToolCallers } from '../mcp-caller.ts';
import { route } from '../route.ts';

export interface McpTaskRouteDeps {
  tasks: McpTasks;
  callers: ToolCallers;
}

/** `/api/v1/mcp/tasks`: calls that outlive connection and process. */
export const mcpTaskRoutes = ({ tasks, callers }: McpTaskRouteDeps): Router => {
  const router = Router();
  route(router, mcpTaskEndpoints.list, ({ identity, query }) => {
    const { cursor, limit, status } = query;
    return tasks.list(identity, { limit, ...(cursor !== undefined && { cursor }), ...(status && { status }) });
  });
  route(router, mcpTaskEndpoints.create, async (call) => tasks.start(await callers.of(call), call.body));
  route(router, mcpTaskEndpoints.get, async ({ identity, params }) => {
    const task = await tasks.find(identity, params.id);
    if (!task) throw fail('mcp_task_not_found', { taskId: params.id });
    return task;
  });
  route(router, mcpTaskEndpoints.answer, ({ identity, params, body }) =>
    tasks.answer(identity, params.id, body.inputResponses),
  );
  route(router, mcpTaskEndpoints.cancel, ({ identity, params }) => tasks.cancel(identity, params.id));
  return router;
};
