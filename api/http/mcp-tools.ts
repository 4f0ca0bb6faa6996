import { Router, type Request } from 'express';
import type { z } from 'zod';
import { mcpToolEndpoints } from '../../contracts/mcp-calls.ts';
import type { ClientLayer, ToolCall } from '../../domain/mcp/client-layer.ts';
import { toRemoteFailure } from '../../domain/mcp/remote-failure.ts';
import type { RequestLog } from '../../domain/mcp/request-log/create-request-log.ts';
import type { ToolCallers } from '../mcp-caller.ts';
import { route, type Call } from '../route.ts';
import { sendToolStream } from '../send-tool-stream.ts';
import { untilGone } from '../until-gone.ts';

export interface McpToolRouteDeps {
  client: ClientLayer;
  callers: ToolCallers;
  requestLog: Pick<RequestLog, 'noteContext'>;
  log: { error(fields: Record<string, unknown>, message: string): void };
}

type Asked = Call<unknown, unknown, unknown>;

const wantsStream = (request: Request): boolean =>
  request.accepts(['json', 'text/event-stream']) === 'text/event-stream';

/** Tools over REST (spec rows A1, A2, D1): JSON, or SSE with progress. Who goes away cancels the call. */
export const mcpToolRoutes = ({ client, callers, requestLog, log }: McpToolRouteDeps): Router => {
  const router = Router();

  const execute = async (asked: Asked, call: ToolCall): Promise<z.input<typeof mcpToolEndpoints.execute.reply>> => {
    const { request, response, context } = asked;
    const caller = await callers.of(asked);
    // Told before the answer begins: an unknown tool is a 404 in either form.
    await client.checkTool(caller, call.tool);
    if (wantsStream(request)) {
      await sendToolStream({
        response,
        locale: context.locale,
        events: (signal) => client.streamTool(caller, call, signal),
        onUnknownError: (err) => log.error({ err, correlationId: context.correlationId }, 'tool call failed'),
      });
      return { content: [] };
    }
    using gone = untilGone(request, response);
    return await client.callTool(caller, call, { signal: gone.signal }).catch(refuse);
  };

  /** What the caller says beside the call is kept in the request log. */
  const noted = (asked: Asked, call: ToolCall, note: Record<string, unknown> | undefined) => {
    if (note !== undefined) requestLog.noteContext(asked.context.correlationId, note);
    return execute(asked, call);
  };
  const list = async (asked: Asked, query: Parameters<ClientLayer['tools']>[1]) =>
    client.tools(await callers.of(asked), query);
  route(router, mcpToolEndpoints.list, (call) => list(call, call.query));
  route(router, mcpToolEndpoints.tools, async (call) => {
    const page = await list(call, call.query);
    return { ...page, items: page.items.map((tool) => ({ id: tool.name, ...tool })) };
  });
  route(router, mcpToolEndpoints.execute, (call) => noted(call, call.body, call.body.context));
  route(router, mcpToolEndpoints.executeTool, (call) =>
    noted(call, { tool: call.params.id, arguments: call.body.arguments }, call.body.context),
  );
  route(router, mcpToolEndpoints.discover, async (call) => {
    const { items } = await list(call, { limit: Number.MAX_SAFE_INTEGER });
    const tools = items.map(({ name, description, inputSchema }) => ({
      name,
      description: description ?? '',
      inputSchema,
    }));
    return { name: 'throughline', tools };
  });
  route(router, mcpToolEndpoints.executeDiscovered, (call) => noted(call, call.body, call.body.context));
  route(router, mcpToolEndpoints.health, () => ({ status: 'ok' as const }));
  route(router, mcpToolEndpoints.resources, async (call) =>
    client.resources(await callers.of(call), call.query).catch(refuse),
  );
  route(router, mcpToolEndpoints.readResource, async (call) => {
    using gone = untilGone(call.request, call.response);
    return await client.getResource(await callers.of(call), call.query.uri, gone.signal).catch(refuse);
  });
  return router;
};

const refuse = (error: unknown): never => {
  throw toRemoteFailure(error) ?? error;
};
