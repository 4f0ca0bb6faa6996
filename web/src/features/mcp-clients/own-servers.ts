import { McpServerSource } from '../../../../contracts/mcp-server-source.ts';

/** Names of the servers that come with the platform. */
export const ownServers: readonly string[] = McpServerSource.options.flatMap((each) =>
  each.shape.kind.value === 'builtin' ? each.shape.name.options : [],
);
