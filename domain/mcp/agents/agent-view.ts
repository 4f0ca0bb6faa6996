import { fail, Failure } from '../../../contracts/kernel/fail.ts';
import type { Locale } from '../../../contracts/kernel/locale.ts';
import type { McpAgent } from '../../../contracts/mcp-agents.ts';
import { tellReason } from '../../../contracts/reasons.ts';
import { causeOf, tellCause } from '../cause.ts';
import type { DeploymentAgent } from '../deployment-agent.ts';
import { runsOnAgent } from '../deployments/server-spec.ts';
import type { McpServerStore } from '../mcp-server-store.ts';

export interface AgentViewDeps {
  readonly agent: Pick<DeploymentAgent, 'health' | 'list'>;
  /** Null for the one beside the platform. */
  readonly address: string | null;
  readonly servers: Pick<McpServerStore, 'all'>;
}

/** Long enough for a busy machine, short enough for somebody who looks at a page. */
const answerWithinMs = 5_000;

export type AgentView = ReturnType<typeof agentView>;

/** The deployment agent as an admin sees it: whether it answers, what it can run, and what runs there of a workspace. */
export const agentView =
  ({ agent, address, servers }: AgentViewDeps) =>
  async (workspaceId: string, locale: Locale): Promise<McpAgent[]> => {
    const none = { address, version: null, runtimes: [], servers: [] };
    try {
      const health = await agent.health(AbortSignal.timeout(answerWithinMs));
      const [listed, known] = await Promise.all([agent.list(), servers.all(workspaceId)]);
      const byId = new Map(listed.map((each) => [each.id, each]));
      return [
        {
          address,
          cause: null,
          version: health.version,
          runtimes: health.runtimes.map(({ name, problem }) => ({
            name,
            problem: problem && tellReason(problem, locale),
          })),
          servers: known
            .filter(({ server }) => runsOnAgent(server))
            .map(({ server: { id, title } }) => {
              const seen = byId.get(id);
              return {
                id,
                title,
                state: seen?.state ?? null,
                processes: seen?.processIds.length ?? 0,
                restarts: seen?.restarts ?? 0,
                memoryBytes: seen?.memoryBytes ?? null,
                startedAt: seen?.startedAt ?? null,
                lastExit: seen?.lastExit ? tellReason(seen.lastExit, locale) : null,
              };
            }),
        },
      ];
    } catch (error) {
      return [{ ...none, cause: tellCause(causeOf(unreachable(error)), locale) }];
    }
  };

/** One that does not answer in time is not to be reached, as one that is not there. */
const unreachable = (error: unknown): Failure =>
  error instanceof Failure ? error : fail('agent_unreachable', {}, { cause: error });
