import type { McpTool } from '../../../../contracts/mcp-servers.ts';

const order = { quarantined: 0, held: 1, approved: 2 } as const;

/** The tools with every word of the search in a name, the title or the description; those that need somebody first. */
export const foundTools = (tools: readonly McpTool[], search: string): McpTool[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return tools
    .filter(({ name, originalName, title, description }) => {
      const text = [name, originalName, title, description].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name));
};
