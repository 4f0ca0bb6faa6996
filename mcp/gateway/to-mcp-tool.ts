import type { McpTool } from '../../contracts/mcp-servers.ts';
import { toolForPeople } from '../../domain/mcp/tool-for-people.ts';
import { ruleOf } from '../../domain/mcp/tool-state.ts';
import type { IndexedTool } from './server-index.ts';

/** A tool of the gateway's index as people see it. */
export const toMcpTool = ({ server, examined, name, state, reason, hidden }: IndexedTool): McpTool =>
  toolForPeople({
    name,
    serverId: server.id,
    serverName: server.name,
    examined,
    rule: ruleOf(server.rules, examined.name),
    state,
    reason,
    hidden,
  });
