import { createHash } from 'node:crypto';
import type { ViewOptions } from '../../../../domain/mcp/gateway.ts';
import { ownerKey, type EdgeCaller } from '../edge-parts.ts';

/** Servers with a process per session see a session per caller here, as 2026-07-28 has none. */
export const sessionKeyOf = (caller: EdgeCaller, view: ViewOptions): string =>
  createHash('sha256').update(ownerKey(caller, view)).digest('base64url').slice(0, 22);
