import type { ConnectionTest } from '../../../contracts/mcp-deployments.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { Locale } from '../../../contracts/kernel/locale.ts';
import { type StoredCause, tellCause } from '../cause.ts';
import type { McpServerStore } from '../mcp-server-store.ts';
import type { ProbeResult, ProbeServer } from './probe-server.ts';

/** A finished test as the workflow answers it: the cause gets its words where it is read. */
export interface TestOutcome extends Omit<ConnectionTest, 'cause'> {
  readonly cause: StoredCause | null;
}

export const toConnectionTest = ({ cause, ...test }: TestOutcome, locale: Locale): ConnectionTest => ({
  ...test,
  cause: cause && tellCause(cause, locale),
});

export interface ConnectionProbeDeps {
  readonly servers: Pick<McpServerStore, 'find'>;
  readonly probe: ProbeServer;
  readonly probeTimeoutMs?: number;
}

/** One try of a connection test; by default it ends before its step would. Throws `mcp_server_not_found`. */
export const connectionProbe =
  ({ servers, probe, probeTimeoutMs = 35_000 }: ConnectionProbeDeps) =>
  async (workspaceId: string, serverId: string, signal: AbortSignal): Promise<ProbeResult> => {
    const record = await servers.find(workspaceId, serverId);
    if (!record) throw fail('mcp_server_not_found', { serverId });
    return await probe(record, { thorough: true, timeoutMs: probeTimeoutMs }, signal);
  };
