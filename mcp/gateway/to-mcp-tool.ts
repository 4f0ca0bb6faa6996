import { isObject } from '../../contracts/kernel/is-object.ts';
import type { McpTool } from '../../contracts/mcp-servers.ts';
import { ruleOf } from '../../domain/mcp/tool-state.ts';
import type { IndexedTool } from './server-index.ts';

/** A tool as people see it. */
export const toMcpTool = ({ server, examined, name, state, reason, hidden }: IndexedTool): McpTool => {
  const { title, description, inputSchema, outputSchema, annotations } = examined.definition;
  const rule = ruleOf(server.rules, examined.name);
  return {
    name,
    serverId: server.id,
    serverName: server.name,
    originalName: examined.name,
    title: typeof title === 'string' ? title : null,
    description: typeof description === 'string' ? description : null,
    inputSchema: isObject(inputSchema) ? inputSchema : {},
    outputSchema: isObject(outputSchema) ? outputSchema : null,
    annotations: isObject(annotations) ? annotations : null,
    hidden,
    state,
    reason,
    approvedHash: rule?.approvedHash ?? null,
    currentHash: examined.hash,
    ...(state === 'held' && { approvedDefinition: rule?.approvedDefinition ?? null }),
  };
};
