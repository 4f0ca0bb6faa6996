import { mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { mcpDeploymentEndpoints, type McpDeployment } from '../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints, McpServerState, type McpServer } from '../../contracts/mcp-servers.ts';
import { readProcessTable, treeOf } from '../../infra/runtimes/process/process-table.ts';
import { serverGroupsOf } from '../../infra/runtimes/process/test-groups.ts';
import type { Subject } from '../mcp/fixtures/real-subjects.ts';
import type { TestPlatform, TestProgram } from './platform.ts';
import { until } from './until.ts';

const notesServer = join(import.meta.dirname, '..', 'mcp', 'fixtures', 'notes-server.ts');

/** A folder for MCP_LOCAL_FOLDER that holds the notes server as `notes`, its SDK bundled in, as a package would carry it. */
export const notesFolder = async (): Promise<{ path: string } & AsyncDisposable> => {
  const path = await mkdtemp(join(tmpdir(), 'throughline-local-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: notesServer,
      outDir: join(path, 'notes'),
      rolldownOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

/** The end of a deployment, whichever it is. */
export const endOf = ({ call }: TestProgram, deploymentId: string): Promise<McpDeployment> =>
  until(
    `the end of ${deploymentId}`,
    async () => {
      const found = await call(mcpDeploymentEndpoints.get, { params: { id: deploymentId } });
      return found.state !== 'running' && found;
    },
    { timeoutMs: 240_000, everyMs: 100 },
  );

/** Deploys over REST and answers the running server; throws with the cause otherwise. */
export const deployReal = async (
  program: TestProgram,
  { name, source, environment = {} }: Subject,
  idleSleepSeconds: number,
): Promise<McpServer> => {
  const body = { name, title: name, source, environment, runtime: 'process', idleSleepSeconds } as const;
  const { server, deploymentId } = await program.call(mcpServerEndpoints.deploy, { body });
  const { state, cause } = await endOf(program, deploymentId);
  if (state !== 'succeeded') throw new Error(`${name}: ${cause?.message} ${cause?.raw ?? ''}`);
  return program.call(mcpServerEndpoints.get, { params: { id: server.id } });
};

/** Everything on this machine that is there because of one server. All of it is nothing once the server is removed. */
export const tracesOf = async ({ platform, stores }: TestPlatform, id: string) => {
  const processes = await sandboxedProcesses(id);
  const records = await stores.mcpServers.everywhere(McpServerState.options);
  return {
    processes: processes.length,
    folders: await entriesOf(join(platform.dataDir, 'agent', 'servers', id)),
    sockets: (await readFile('/proc/net/unix', 'utf8')).split('\n').filter((line) => line.includes(id)).length,
    records: records.filter(({ server }) => server.id === id).length,
  };
};

/** Processes that live in the sandbox of a server: among what they have mounted is its folder. Zombies have nothing. */
export const sandboxedProcesses = async (id: string): Promise<number[]> => {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => (await readFile(`/proc/${name}/mountinfo`, 'utf8').catch(() => '')).includes(id)),
  );
  return names.filter((_, index) => found[index]).map(Number);
};

const entriesOf = async (folder: string): Promise<number> => {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  return isThere ? 1 + (await readdir(folder, { recursive: true })).length : 0;
};

/** What the agent holds for all servers together: processes below it, folders, notes of processes, control groups, ports. */
export const heldByAgent = async ({ platform }: TestPlatform) => {
  const agent = platform.agent?.pid ?? 0;
  const tree = treeOf(await readProcessTable(), agent).map(({ processId }) => processId);
  const folder = join(platform.dataDir, 'agent');
  return {
    processes: tree.length - 1,
    folders: (await readdir(join(folder, 'servers')).catch(() => [])).length,
    notes: (await readdir(join(folder, 'processes')).catch(() => [])).length,
    controlGroups: (await serverGroupsOf(agent)).length,
    ports: (await Promise.all(tree.map(portsOf))).flat().length,
  };
};

export const nothingHeld = { processes: 0, folders: 0, notes: 0, controlGroups: 0, ports: 0 };

/** Inodes of the TCP sockets on which a process listens (state 0A, proc(5)), in whichever network it lives. */
const portsOf = async (processId: number): Promise<string[]> => {
  const folder = `/proc/${processId}`;
  const files = await readdir(join(folder, 'fd')).catch(() => []);
  const held = await Promise.all(files.map((file) => readlink(join(folder, 'fd', file)).catch(() => '')));
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(join(folder, 'net', name), 'utf8').catch(() => '')),
  );
  const listening = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  return listening
    .flatMap(([, , , state, , , , , , inode = '']) => (state === '0A' ? [inode] : []))
    .filter((inode) => held.includes(`socket:[${inode}]`));
};
