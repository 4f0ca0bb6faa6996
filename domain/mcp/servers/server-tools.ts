import { toolForPeople } from '../tool-for-people.ts';
import { byAge } from './by-age.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpTool } from '../../../contracts/mcp-servers.ts';
import type { McpServerRecord, ToolRule } from '../mcp-server-store.ts';
import { reservedToolNames } from '../reserved-tool-names.ts';
import { assignNames } from '../tool-names.ts';
import { examineTools, ruleOf, toolState, type ExaminedTool } from '../tool-state.ts';

/** The tools of one server under the names that callers use, which depend on all servers of the workspace. */
export const toolsOf = async (all: readonly McpServerRecord[], serverId: string): Promise<McpTool[]> => {
  const oldestFirst = all.toSorted(byAge);
  const found: { record: McpServerRecord; tool: ExaminedTool }[] = [];
  for (const record of oldestFirst)
    for (const tool of await examineTools(record.definitions?.tools ?? [])) found.push({ record, tool });
  const names = assignNames(
    found.map(({ record, tool }) => ({
      serverName: record.server.name,
      originalName: tool.name,
      rename: ruleOf(record.toolRules, tool.name)?.rename ?? null,
      prefixed: record.server.prefixed,
    })),
    reservedToolNames,
  );
  return found.flatMap(({ record, tool }, index) =>
    record.server.id === serverId ? [toTool(record, tool, names[index] ?? tool.name)] : [],
  );
};

const toTool = ({ server, toolRules }: McpServerRecord, examined: ExaminedTool, name: string): McpTool => {
  const rule = ruleOf(toolRules, examined.name);
  return toolForPeople({
    name,
    serverId: server.id,
    serverName: server.name,
    examined,
    rule,
    hidden: rule?.hidden ?? false,
    ...toolState(examined, toolRules),
  });
};

export interface ToolDecision {
  readonly hidden?: boolean | undefined;
  readonly rename?: string | null | undefined;
  readonly approveHash?: string | undefined;
}

/**
 * The rule of a tool after an admin's decision. Approves exactly the definition that the admin saw: another hash is
 * `version_conflict`. Throws `mcp_tool_not_found`, and `mcp_tool_quarantined` for one that looks hostile.
 */
export const decideTool = async (
  { definitions, toolRules }: McpServerRecord,
  originalName: string,
  { hidden, rename, approveHash }: ToolDecision,
): Promise<ToolRule> => {
  const tools = await examineTools(definitions?.tools ?? []);
  const tool = tools.find(({ name }) => name === originalName);
  if (!tool) throw fail('mcp_tool_not_found', { tool: originalName });
  const known = ruleOf(toolRules, originalName) ?? { hidden: false, rename: null, approvedHash: null };
  const rule = {
    ...known,
    ...(hidden !== undefined && { hidden }),
    ...(rename !== undefined && { rename }),
  };
  return approveHash === undefined ? rule : { ...rule, ...approval(tool, approveHash) };
};

/**
 * The rules of a server after an admin approved several tools at once, each as it was seen; the others stay as they are.
 * Throws like `decideTool`, and approves none then.
 */
export const approveSeen = async (
  { definitions, toolRules }: McpServerRecord,
  seen: readonly { readonly name: string; readonly hash: string }[],
): Promise<Record<string, ToolRule>> => {
  const tools = new Map((await examineTools(definitions?.tools ?? [])).map((tool) => [tool.name, tool]));
  const approved = seen.map(({ name, hash }): [string, ToolRule] => {
    const tool = tools.get(name);
    if (!tool) throw fail('mcp_tool_not_found', { tool: name });
    const known = ruleOf(toolRules, name) ?? { hidden: false, rename: null };
    return [name, { ...known, ...approval(tool, hash) }];
  });
  return { ...toolRules, ...Object.fromEntries(approved) };
};

const approval = (tool: ExaminedTool, hash: string): Pick<ToolRule, 'approvedHash' | 'approvedDefinition'> => {
  if (tool.problem !== null) throw fail('mcp_tool_quarantined', { tool: tool.name, reason: tool.problem });
  if (tool.hash !== hash) throw fail('version_conflict', { tool: tool.name, currentHash: tool.hash });
  return { approvedHash: tool.hash, approvedDefinition: tool.definition };
};
