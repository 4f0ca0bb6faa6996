import { fail } from '../../../contracts/kernel/fail.ts';
import type { DeploymentAgent } from '../deployment-agent.ts';
import type { McpServerRecord, McpServerStore } from '../mcp-server-store.ts';
import type { OpenUpstream, ReadDefinitions } from '../open-upstream.ts';
import { countHeld } from '../servers/count-held.ts';
import type { ServerNews } from '../servers/server-news.ts';
import { approveFirst, examineTools } from '../tool-state.ts';
import type { DeploymentProgress, DeploymentRef } from './deployment-progress.ts';
import type { BeforeDeployment, DeploymentRecord, DeploymentStore } from './deployment-store.ts';
import { lastWords } from './last-words.ts';
import { checkRuntime, type OpenSecrets, runsOnAgent, toServerSpec } from './server-spec.ts';

/** What a try of a step gets from the engine. */
export interface StepContext {
  readonly attempt: number;
  readonly signal: AbortSignal;
}

export interface DeploymentStepsDeps {
  readonly servers: McpServerStore;
  readonly deployments: DeploymentStore;
  readonly progress: DeploymentProgress;
  readonly news: ServerNews;
  readonly agent: DeploymentAgent;
  readonly openUpstream: OpenUpstream;
  readonly readDefinitions: ReadDefinitions;
  readonly openSecrets: OpenSecrets;
  readonly now: () => Date;
}

/** What the workflow has to know to go on. Never settings or secrets: it stays in the history. */
export interface DeploymentPlan {
  readonly onAgent: boolean;
  readonly cancelled: boolean;
}

export type DeploymentSteps = ReturnType<typeof deploymentSteps>;

/** The steps of a deployment (spec row E1), in their order. Each may run again without a second effect. */
export const deploymentSteps = (deps: DeploymentStepsDeps) => {
  const holder = heldServers(deps);
  return {
    ...planningSteps(deps, holder),
    ...buildingSteps(deps, holder),
    ...joiningSteps(deps, holder),
    ...endingStep(deps),
  };
};

type Holder = ReturnType<typeof heldServers>;

const heldServers = ({ servers }: Pick<DeploymentStepsDeps, 'servers'>) => {
  /** The server, as long as this deployment holds it. */
  const held = async ({ workspaceId, serverId, id }: DeploymentRecord): Promise<McpServerRecord> => {
    const record = await servers.find(workspaceId, serverId);
    if (!record) throw fail('mcp_server_not_found', { serverId });
    if (record.deploymentId !== id) throw fail('mcp_deployment_running', { serverId });
    return record;
  };
  /** The server as if the installation that is being built ran already. */
  const next = async (deployment: DeploymentRecord): Promise<McpServerRecord> => ({
    ...(await held(deployment)),
    installation: deployment.installation,
  });
  const changeHeld = async (
    { workspaceId, serverId, id }: DeploymentRecord,
    change: Parameters<McpServerStore['change']>[2],
  ) => await servers.change(workspaceId, serverId, change, { deploymentId: id });
  return { held, next, changeHeld };
};

/** Until it is clear what is built. */
const planningSteps = (deps: DeploymentStepsDeps, { held, changeHeld }: Holder) => {
  const { deployments, progress, agent } = deps;
  const { step, log } = progress;
  return {
    validate: (ref: DeploymentRef, { attempt, signal }: StepContext): Promise<DeploymentPlan> =>
      step(ref, 'validate', attempt, async (deployment) => {
        await deployments.change(ref.workspaceId, ref.deploymentId, { startPending: false });
        if (deployment.cancelRequested || deployment.state !== 'running') return { onAgent: false, cancelled: true };
        const { server } = await held(deployment);
        checkRuntime(server);
        const onAgent = runsOnAgent(server);
        if (onAgent) await requireRuntime(agent, server.runtime, signal);
        await log(ref, 'validate', `runs as ${server.runtime}`);
        return { onAgent, cancelled: false };
      }),

    record: (ref: DeploymentRef, { attempt }: StepContext): Promise<void> =>
      step(ref, 'record', attempt, async (deployment) => {
        if (deployment.installation > 0) return;
        const record = await held(deployment);
        const installation = record.lastInstallation + 1;
        await changeHeld(deployment, { lastInstallation: installation });
        const before = deployment.kind === 'deploy' ? null : toBefore(record, deployment);
        await deployments.change(ref.workspaceId, ref.deploymentId, { installation, before });
        await log(ref, 'record', `installation ${installation}`);
      }),
  };
};

/** Until the program runs. */
const buildingSteps = (deps: DeploymentStepsDeps, { held }: Holder) => {
  const { progress, agent, openSecrets } = deps;
  const { step, log } = progress;
  return {
    /** Answers the version that is pinned from now on. */
    create: (ref: DeploymentRef, { attempt, signal }: StepContext): Promise<{ version: string }> =>
      step(ref, 'create', attempt, async (deployment) => {
        const { installation, version } = deployment;
        const spec = toServerSpec(await held(deployment), installation, version, openSecrets);
        let logged = Promise.resolve();
        const onLog = (line: string): void => {
          logged = logged.then(() => log(ref, 'create', line)).catch(() => undefined);
        };
        try {
          const made = await agent.create(spec, { signal, onLog });
          onLog(`version ${made.version}`);
          return made;
        } finally {
          await logged;
        }
      }),

    start: (ref: DeploymentRef, { attempt, signal }: StepContext): Promise<void> =>
      step(ref, 'start', attempt, async (deployment) => {
        const server = await held(deployment);
        const words = await lastWords(agent, server, openSecrets);
        try {
          await agent.start(deployment.serverId, deployment.installation, signal);
        } catch (error) {
          // The installation goes, and what it said with it.
          for (const line of await words.since()) await log(ref, 'start', line);
          throw error;
        }
      }),

    health: (ref: DeploymentRef, { attempt }: StepContext): Promise<void> =>
      step(ref, 'health', attempt, async (deployment) => {
        const { server } = await held(deployment);
        if (!runsOnAgent(server)) return;
        const seen = await agent.describe(server.id);
        if (seen?.installation !== deployment.installation || seen.state === 'created' || seen.state === 'stopped')
          throw fail('server_start_failed', { reason: seen?.lastExit ?? 'the agent does not run it' });
        if (seen.state === 'quarantined') throw fail('server_start_failed', { reason: seen.lastExit ?? 'it crashed' });
        if (seen.state === 'starting')
          throw fail('mcp_server_unavailable', { name: server.name, reason: 'it is still starting' });
      }),
  };
};

/** Until callers may use the server. */
const joiningSteps = (deps: DeploymentStepsDeps, { next, changeHeld }: Holder) => {
  const { servers, progress, news, openUpstream, readDefinitions, now } = deps;
  const { step, log } = progress;
  return {
    handshake: (ref: DeploymentRef, { attempt, signal }: StepContext) =>
      step(ref, 'handshake', attempt, async (deployment) => {
        await using upstream = await openUpstream(await next(deployment), { signal });
        const { protocolVersion, serverInfo } = upstream.info;
        await log(ref, 'handshake', `${serverInfo.name} ${serverInfo.version} speaks MCP ${protocolVersion}`);
        return { protocolVersion, serverVersion: serverInfo.version };
      }),

    /** Keeps what the server has, and approves the first tools it came with; changed and later ones wait for a person. */
    discover: (ref: DeploymentRef, { attempt, signal }: StepContext): Promise<void> =>
      step(ref, 'discover', attempt, async (deployment) => {
        const record = await next(deployment);
        await using upstream = await openUpstream(record, { signal });
        const definitions = await readDefinitions(upstream, signal);
        const toolRules = approveFirst(await examineTools(definitions.tools), record.toolRules);
        await changeHeld(deployment, { definitions, toolRules });
        const { tools, resources, prompts } = definitions;
        await log(ref, 'discover', `${tools.length} tools, ${resources.length} resources, ${prompts.length} prompts`);
        const held = await countHeld({ definitions, toolRules });
        if (held > 0) await log(ref, 'discover', `${held} tools are new or changed and wait for approval`);
      }),

    /** The point of no return: the server runs what was built. */
    ready: (
      ref: DeploymentRef,
      { attempt }: StepContext,
      made: { version: string | null; protocolVersion: string; serverVersion: string },
    ): Promise<void> =>
      step(ref, 'ready', attempt, async (deployment) => {
        const { workspaceId, serverId, installation } = deployment;
        const record = await servers.find(workspaceId, serverId);
        if (record?.deploymentId === deployment.id) {
          const { source } = record.server;
          const pinned =
            source.kind === 'npm' || source.kind === 'pypi' ? { ...source, version: made.version } : source;
          const changed = await changeHeld(deployment, {
            installation,
            deploymentId: null,
            causeDetails: null,
            failedProbes: 0,
            server: {
              source: pinned,
              state: 'running',
              health: 'healthy',
              cause: null,
              // Nobody numbers the programs of this installation but they themselves.
              version: (source.kind === 'local' ? null : made.version) ?? made.serverVersion,
              protocolVersion: made.protocolVersion,
              toolCount: record.definitions?.tools.length ?? 0,
              heldToolCount: await countHeld(record),
              lastCheckedAt: now().toISOString(),
            },
          });
          if (changed) await news.changed(changed);
        }
      }),
  };
};

const endingStep = ({ servers, deployments, progress, news, agent, now }: DeploymentStepsDeps) => ({
  /** Whether the server runs what this deployment built: then there is nothing to take back any more. */
  isReady: async (ref: DeploymentRef): Promise<boolean> => {
    const { serverId, installation } = await progress.record(ref);
    const known = await servers.find(ref.workspaceId, serverId);
    return installation > 0 && known?.installation === installation;
  },

  /** Ends the record of a deployment that is ready, and deletes the installation that ran before. */
  finish: async (ref: DeploymentRef): Promise<void> => {
    const { serverId, before, installation, steps } = await progress.record(ref);
    // The step before may have ended between its write and its news; telling twice is telling once.
    const known = await servers.find(ref.workspaceId, serverId);
    if (known?.installation === installation) await news.changed(known);
    if (steps.some(({ name, state }) => name === 'ready' && state !== 'done'))
      await progress.mark(ref, { ready: { state: 'done', endedAt: now().toISOString() } });
    if (before !== null && before.installation > 0 && before.installation !== installation)
      await agent.remove(serverId, before.installation);
    const over = { state: 'succeeded', endedAt: now().toISOString() } as const;
    await progress.announce(await deployments.change(ref.workspaceId, ref.deploymentId, over, ['running']));
  },
});

const requireRuntime = async (
  agent: DeploymentAgent,
  runtime: McpServerRecord['server']['runtime'],
  signal: AbortSignal,
): Promise<void> => {
  const { runtimes } = await agent.health(signal);
  const found = runtimes.find(({ name }) => name === runtime);
  const reason = found ? found.problem : 'the agent does not offer it';
  if (reason !== null) throw fail('runtime_not_available', { runtime, reason });
};

const toBefore = (
  { server, installation, definitions, toolRules }: McpServerRecord,
  { stateBefore }: DeploymentRecord,
): BeforeDeployment => ({
  installation,
  state: server.state === 'deploying' ? (stateBefore ?? 'failed') : server.state,
  source: server.source,
  version: server.version,
  protocolVersion: server.protocolVersion,
  definitions,
  toolRules,
});
