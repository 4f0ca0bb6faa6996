import type { McpServerRecord } from '../mcp-server-store.ts';
import { examineTools, toolState } from '../tool-state.ts';

/** Tools of a server that wait for a person. One that looks hostile waits for nobody: it cannot be approved. */
export const countHeld = async ({
  definitions,
  toolRules,
}: Pick<McpServerRecord, 'definitions' | 'toolRules'>): Promise<number> => {
  const tools = await examineTools(definitions?.tools ?? []);
  return tools.filter((tool) => toolState(tool, toolRules).state === 'held').length;
};
