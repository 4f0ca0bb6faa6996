import { errorTable } from '../../../contracts/errors.ts';
import { fail, isErrorCode } from '../../../contracts/kernel/fail.ts';
import { causeOf, type StoredCause } from '../cause.ts';
import type { AgentServer, DeploymentAgent } from '../deployment-agent.ts';
import { runsOnAgent } from '../deployments/server-spec.ts';
import type { McpServerRecord } from '../mcp-server-store.ts';
import type { OpenUpstream, ReadDefinitions } from '../open-upstream.ts';
import { RpcError } from '../rpc-error.ts';
import type { UpstreamInfo } from '../upstream.ts';

export interface ProbeResult {
  readonly ok: boolean;
  readonly latencyMs: number | null;
  readonly protocolVersion: string | null;
  readonly capabilities: string[];
  readonly toolCount: number | null;
  /** How the agent sees it; null when no agent runs it. */
  readonly agentState: AgentServer['state'] | null;
  readonly cause: StoredCause | null;
  /** Whether another try may go better. */
  readonly retryable: boolean;
}

export interface ProbeDeps {
  readonly agent: Pick<DeploymentAgent, 'describe'>;
  readonly openUpstream: OpenUpstream;
  readonly readDefinitions: ReadDefinitions;
  readonly nowMs: () => number;
}

export interface ProbeOptions {
  /** Wakes a sleeping server and counts its tools. */
  readonly thorough: boolean;
  readonly timeoutMs: number;
}

export type ProbeServer = ReturnType<typeof createProbe>;

/**
 * Looks at a server: its health, then an MCP handshake. The test button and the status schedule share it, so that they
 * never disagree (spec row E3). Rejects only when `signal` is aborted: then there is nothing to say about the server.
 */
export const createProbe = (deps: ProbeDeps) => {
  const { agent, openUpstream, readDefinitions, nowMs } = deps;
  return async (
    record: McpServerRecord,
    { thorough, timeoutMs }: ProbeOptions,
    signal: AbortSignal,
  ): Promise<ProbeResult> => {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    let agentState: ProbeResult['agentState'] = null;
    try {
      if (runsOnAgent(record.server)) {
        agentState = requireAlive(record, await agent.describe(record.server.id));
        if (agentState === 'sleeping' && !thorough) return seen(agentState, null, null, null);
      }
      const startedMs = nowMs();
      await using upstream = await openUpstream(record, { signal: bounded });
      // Behind an agent a connection is no handshake of its own: only a request shows whether the server listens. A ping
      // is no use of it for the agent, so it still goes to sleep when idle.
      if (agentState !== null) await upstream.request('ping', {}, { signal: bounded }).catch(unlessAnswered);
      const latencyMs = Math.round((nowMs() - startedMs) * 10) / 10;
      const toolCount = thorough ? (await readDefinitions(upstream, bounded)).tools.length : null;
      return seen(agentState, latencyMs, upstream.info, toolCount);
    } catch (error) {
      signal.throwIfAborted();
      const cause = causeOf(bounded.aborted ? noAnswer(record, agentState, error) : error);
      const retryable = isErrorCode(cause.code) ? errorTable[cause.code].retryable : true;
      return { ...seen(agentState, null, null, null), ok: false, cause, retryable };
    }
  };
};

/** An error of the server is an answer too: it listens. */
const unlessAnswered = (error: unknown): void => {
  if (!(error instanceof RpcError)) throw error;
};

const noAnswer = ({ server }: McpServerRecord, agentState: AgentServer['state'] | null, cause: unknown): Error => {
  const reason = agentState === null ? 'it did not answer in time' : 'it runs, but does not answer';
  return fail('mcp_server_unavailable', { name: server.name, reason }, { cause });
};

const requireAlive = ({ server }: McpServerRecord, found: AgentServer | null): AgentServer['state'] => {
  const { name } = server;
  if (found === null) throw fail('mcp_server_unavailable', { name, reason: 'the agent does not know it' });
  if (found.state === 'quarantined') throw fail('mcp_server_quarantined', { name });
  if (found.state === 'stopped' || found.state === 'created')
    throw fail('mcp_server_unavailable', { name, reason: found.lastExit ?? 'it does not run' });
  return found.state;
};

const seen = (
  agentState: ProbeResult['agentState'],
  latencyMs: number | null,
  info: UpstreamInfo | null,
  toolCount: number | null,
): ProbeResult => ({
  ok: true,
  latencyMs,
  protocolVersion: info?.protocolVersion ?? null,
  capabilities: Object.keys(info?.capabilities ?? {}).toSorted(),
  toolCount,
  agentState,
  cause: null,
  retryable: false,
});
