import { mcpToolEndpoints } from '../../../../contracts/mcp-calls.ts';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { queryOf } from '../../lib/query.ts';

/** Query of the tools list for what the page shows. */
export const toolListQuery = ({ search, server }: { search: string; server: string }) => ({
  ...(search !== '' && { search }),
  ...(server !== '' && { server }),
});

const maxHits = 200;

/** The tools whose name holds the name of one; there is no address for a single one. */
export const toolQuery = (name: string) =>
  queryOf(mcpToolEndpoints.list, { query: { search: name.slice(0, 200), limit: maxHits } });

/** What a server says of its own tool: a hint, not a promise. */
export const hintOf = ({ annotations }: McpTool): 'reads' | 'destroys' | 'changes' | null => {
  if (annotations?.['readOnlyHint'] === true) return 'reads';
  if (annotations?.['destructiveHint'] === true) return 'destroys';
  return annotations?.['readOnlyHint'] === false ? 'changes' : null;
};
