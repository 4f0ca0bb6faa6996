import type { McpCatalogueItem } from '../../contracts/mcp-servers.ts';

type Input = McpCatalogueItem['inputs'][number];

const own = (name: 'sales' | 'catalog' | 'intent', title: string, description: string): McpCatalogueItem => ({
  key: `own/${name}`,
  title,
  description,
  publisher: 'Throughline',
  source: { kind: 'builtin', name },
  runtime: 'gateway',
  suggestedName: name,
  grants: { network: false },
  inputs: [],
});

const packaged = (
  kind: 'npm' | 'pypi',
  item: Pick<McpCatalogueItem, 'title' | 'description' | 'publisher' | 'suggestedName'> & {
    package: string;
    version: string;
    args?: string[];
    network?: boolean;
    environment?: Record<string, string>;
    inputs?: Input[];
  },
): McpCatalogueItem => {
  const { package: name, version, args = [], network = false, inputs = [], ...shown } = item;
  return {
    ...shown,
    key: `${kind}/${name}`,
    source: { kind, package: name, version, bin: null, args },
    runtime: 'process',
    grants: { network },
    inputs,
  };
};

const secret = (name: string, title: string): Input => ({ name, title, secret: true, required: true });
const reference = 'Model Context Protocol';

/** Ours, and a starter list whose versions were in their registries on 2026-11-21. */
export const starterList: readonly McpCatalogueItem[] = [
  own('sales', 'Sales', 'Documents, quotes, customers and figures of this workspace. Always there.'),
  own('catalog', 'Catalogue', 'Products of this workspace. Always there.'),
  own('intent', 'Intent', 'Understands what a sentence asks for. Always there.'),
  packaged('npm', {
    package: '@modelcontextprotocol/server-everything',
    version: '2026.8.31',
    title: 'Everything',
    description: 'Shows every feature of the protocol: tools, resources, prompts, sampling, long calls.',
    publisher: reference,
    suggestedName: 'everything',
  }),
  packaged('npm', {
    package: '@modelcontextprotocol/server-filesystem',
    version: '2026.8.31',
    args: ['/data'],
    title: 'Files',
    description: 'Reads and writes files in a folder of its own.',
    publisher: reference,
    suggestedName: 'files',
  }),
  packaged('npm', {
    package: '@modelcontextprotocol/server-memory',
    version: '2026.8.31',
    // Beside its own program, where it keeps its file otherwise, nothing can be written here, nor survives an upgrade.
    environment: { MEMORY_FILE_PATH: '/data/memory.jsonl' },
    title: 'Memory',
    description: 'A knowledge graph that assistants write to and read from.',
    publisher: reference,
    suggestedName: 'memory',
  }),
  packaged('npm', {
    package: '@modelcontextprotocol/server-sequential-thinking',
    version: '2026.8.31',
    title: 'Sequential thinking',
    description: 'Thinks a problem through in steps that can be revised.',
    publisher: reference,
    suggestedName: 'thinking',
  }),
  packaged('npm', {
    package: '@upstash/context7-mcp',
    version: '4.1.1',
    network: true,
    title: 'Context7',
    description: 'Current documentation of libraries, by version.',
    publisher: 'Upstash',
    suggestedName: 'context7',
    inputs: [{ name: 'CONTEXT7_API_KEY', title: 'API key', secret: true, required: false }],
  }),
  packaged('npm', {
    package: '@notionhq/notion-mcp-server',
    version: '2.5.2',
    network: true,
    title: 'Notion',
    description: 'Searches, reads and writes pages of a Notion workspace.',
    publisher: 'Notion',
    suggestedName: 'notion',
    inputs: [secret('NOTION_TOKEN', 'Integration token')],
  }),
  packaged('npm', {
    package: '@modelcontextprotocol/server-brave-search',
    version: '0.6.2',
    network: true,
    title: 'Brave Search',
    description: 'Searches the web.',
    publisher: reference,
    suggestedName: 'brave-search',
    inputs: [secret('BRAVE_API_KEY', 'API key')],
  }),
  packaged('pypi', {
    package: 'mcp-server-time',
    version: '2026.10.19',
    args: ['--local-timezone', 'UTC'],
    title: 'Time',
    description: 'The time now, and conversions between time zones.',
    publisher: reference,
    suggestedName: 'time',
  }),
  packaged('pypi', {
    package: 'mcp-server-fetch',
    version: '2026.10.24',
    network: true,
    title: 'Fetch',
    description: 'Reads web pages as text.',
    publisher: reference,
    suggestedName: 'fetch',
  }),
];

/** Items in whose title, description, publisher or source every word of the search stands. */
export const searchStarterList = (search: string | undefined): McpCatalogueItem[] => {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return starterList.filter(({ key, title, description, publisher }) => {
    const text = `${key} ${title} ${description} ${publisher}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};
