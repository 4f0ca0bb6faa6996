import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import { toolPermissions } from '../servers/tool-permissions.ts';
import type { IndexedTool } from './server-index.ts';

/** Whether a list shows a tool to a caller: one of ours, when they may do what it does; others know their callers themselves. */
export const listedFor =
  ({ identity: { permissions } }: GatewayCaller) =>
  ({ server, examined }: IndexedTool): boolean =>
    server.record !== null || (toolPermissions[examined.name] ?? []).every((needed) => permissions.has(needed));
