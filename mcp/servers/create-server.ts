import { McpServer } from '@modelcontextprotocol/server';
import type { Platform } from '../platform.ts';
import { registerCatalogTools } from './catalog/catalog-tools.ts';
import { registerIntentTools } from './intent/intent-tools.ts';
import { registerSalesTools } from './sales/sales-tools.ts';

const servers = { catalog: registerCatalogTools, intent: registerIntentTools, sales: registerSalesTools } as const;

export type ServerName = keyof typeof servers;

export const serverNames = Object.keys(servers).filter((name): name is ServerName => name in servers);

/** One of our MCP servers, or several of them as one, for one caller. Serves both protocol eras. */
export const createServer = (names: readonly ServerName[], platform: Platform): McpServer => {
  const server = new McpServer({
    name: names.length === 1 ? `throughline-${names[0]}` : 'throughline',
    title: 'Throughline',
    version: '0.1.0',
  });
  for (const name of names) servers[name](server, platform);
  return server;
};
