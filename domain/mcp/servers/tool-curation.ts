import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpTool } from '../../../contracts/mcp-servers.ts';
import { actorOf, type AuditLog } from '../../audit/audit-log.ts';
import type { McpServerRecord, McpServerStore } from '../mcp-server-store.ts';
import { reservedToolNames } from '../reserved-tool-names.ts';
import { countHeld } from './count-held.ts';
import type { ServerNews } from './server-news.ts';
import { approveSeen, decideTool, type ToolDecision, toolsOf } from './server-tools.ts';

export interface ToolCurationDeps {
  readonly servers: McpServerStore;
  readonly news: ServerNews;
  readonly audit: AuditLog;
  readonly need: (workspaceId: string, serverId: string) => Promise<McpServerRecord>;
}

type ToolRules = McpServerRecord['toolRules'];

/** What admins decide about the tools of a server. */
export const toolCuration = (deps: ToolCurationDeps) => ({ ...approving(deps), ...curating(deps) });

const keepRules = async (
  { servers, news }: ToolCurationDeps,
  known: McpServerRecord,
  toolRules: ToolRules,
): Promise<void> => {
  const { workspaceId, server, definitions } = known;
  const heldToolCount = await countHeld({ definitions, toolRules });
  const change = { toolRules, server: { heldToolCount } };
  const changed = await servers.change(workspaceId, server.id, change, { revision: server.revision });
  if (!changed) throw fail('version_conflict');
  await news.changed(changed);
};

const approving = (deps: ToolCurationDeps) => {
  const { servers, audit, need } = deps;
  return {
    /**
     * Approves tools as they were seen; what came or changed meanwhile stays held. Throws `mcp_tool_not_found`,
     * `mcp_tool_quarantined`, `version_conflict`, and approves none then.
     */
    approveTools: async (
      identity: Identity,
      serverId: string,
      seen: readonly { readonly name: string; readonly hash: string }[],
    ): Promise<McpTool[]> => {
      const { workspaceId } = identity;
      const known = await need(workspaceId, serverId);
      const toolRules = await approveSeen(known, seen);
      await keepRules(deps, known, toolRules);
      const hashes = (rules: ToolRules) =>
        seen.map(({ name }) => ({ tool: name, approvedHash: rules[name]?.approvedHash ?? null }));
      await audit.write(workspaceId, actorOf(identity), {
        action: 'mcp_tool.approve',
        subject: serverId,
        before: hashes(known.toolRules),
        after: hashes(toolRules),
      });
      return await toolsOf(await servers.all(workspaceId), serverId);
    },
  };
};

const curating = (deps: ToolCurationDeps) => {
  const { servers, audit, need } = deps;
  return {
    /** Throws `mcp_tool_not_found`, `mcp_tool_name_taken`, `mcp_tool_quarantined`, `version_conflict`. */
    curateTool: async (
      identity: Identity,
      serverId: string,
      tool: string,
      decision: ToolDecision,
    ): Promise<McpTool> => {
      const { workspaceId } = identity;
      const known = await need(workspaceId, serverId);
      const rule = await decideTool(known, tool, decision);
      const toolRules = { ...known.toolRules, [tool]: rule };
      const others = await servers.all(workspaceId);
      if (rule.rename !== null && (await isNameTaken(others, known, tool, rule.rename)))
        throw fail('mcp_tool_name_taken', { name: rule.rename });
      await keepRules(deps, known, toolRules);
      const { approvedDefinition: _before, ...before } = known.toolRules[tool] ?? {};
      const { approvedDefinition: _after, ...after } = rule;
      await audit.write(workspaceId, actorOf(identity), {
        action: 'mcp_tool.curate',
        subject: serverId,
        before: { tool, ...before },
        after: { tool, ...after },
      });
      const shown = (await toolsOf(await servers.all(workspaceId), serverId)).find(
        ({ originalName }) => originalName === tool,
      );
      if (!shown) throw fail('mcp_tool_not_found', { tool });
      return shown;
    },
  };
};

const isNameTaken = async (
  all: readonly McpServerRecord[],
  own: McpServerRecord,
  tool: string,
  name: string,
): Promise<boolean> => {
  if (reservedToolNames.includes(name)) return true;
  for (const { server } of all)
    for (const known of await toolsOf(all, server.id))
      if (known.name === name && !(server.id === own.server.id && known.originalName === tool)) return true;
  return false;
};
