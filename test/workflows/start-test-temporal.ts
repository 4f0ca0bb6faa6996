import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createTemporalClient } from '../../temporal/client.ts';
import { ofWorkspace, searchAttributes } from '../../temporal/search-attributes.ts';
import { startTemporal } from '../../temporal/server/start-temporal.ts';
import { activityErrors } from '../../workers/activity-errors.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';

/** Covers a machine that has to build the server first. */
export const firstStartTimeoutMs = 15 * 60_000;

const taskQueue = 'fixtures';
/** Workers fail here on purpose. */
const logger = new DefaultLogger('ERROR', () => undefined);
const silentLog = { warn: () => undefined };
let runtimeInstalled = false;

type FixtureFile = 'index.ts' | 'changed.ts';

export interface TestTemporal extends AsyncDisposable {
  readonly client: Client;
  readonly address: string;
  /** Starts a fixture workflow that belongs to the workspace. */
  start(type: string, workflowId: string, workspaceId: string): Promise<string>;
  /** Runs a worker on the fixture workflows of a file, or on our own, until it is disposed. */
  work(workflows: FixtureFile | 'our own', activities: object, queue?: string): Promise<AsyncDisposable>;
  /** Ends the server the hard way; `revive` starts it again on the same data and port. */
  kill(): Promise<void>;
  revive(): Promise<void>;
}

/** A real Temporal server of its own, with its data in a temporary folder. */
export const startTestTemporal = async (settings: readonly string[] = []): Promise<TestTemporal> => {
  if (!runtimeInstalled)
    Runtime.install({ logger, telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } } });
  runtimeInstalled = true;
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-workflows-'));
  const startServer = (port?: number) =>
    startTemporal({
      dataDir,
      env: { ...process.env, TEMPORAL_ADDRESS: '' },
      searchAttributes,
      settings,
      report: () => undefined,
      ...(port && { port }),
    });
  let server = await startServer();
  const { address } = server;
  const client = createTemporalClient({ address, namespace: 'default' });
  const bundles = new Map<FixtureFile, Promise<{ code: string }>>();

  const bundle = (workflowsFile: FixtureFile): Promise<{ code: string }> => {
    const known = bundles.get(workflowsFile);
    if (known) return known;
    const made = bundleWorkflowCode({ workflowsPath: join(import.meta.dirname, 'fixtures', workflowsFile), logger });
    bundles.set(workflowsFile, made);
    return made;
  };

  return {
    client,
    address,
    start: async (type, workflowId, workspaceId) => {
      const options = { workflowId, taskQueue, args: [], typedSearchAttributes: ofWorkspace(workspaceId) };
      return (await client.workflow.start(type, options)).firstExecutionRunId;
    },
    work: async (workflows, activities, queue = taskQueue) => {
      const connection = await NativeConnection.connect({ address });
      const worker = await Worker.create({
        connection,
        taskQueue: queue,
        activities,
        workflowBundle: await (workflows === 'our own' ? workflowBundle() : bundle(workflows)),
        interceptors: { activity: [activityErrors(silentLog)] },
      });
      const run = worker.run();
      return {
        [Symbol.asyncDispose]: async () => {
          if (worker.getState() === 'RUNNING') worker.shutdown();
          await run;
          await connection.close();
        },
      };
    },
    kill: async () => {
      if (server.pid !== undefined) process.kill(server.pid, 'SIGKILL');
      await server.ended;
    },
    revive: async () => {
      server = await startServer(Number(address.split(':')[1]));
      if (server.address !== address) throw new Error(`the server came back at ${server.address}, not ${address}`);
    },
    [Symbol.asyncDispose]: async () => {
      await client[Symbol.asyncDispose]();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
};
