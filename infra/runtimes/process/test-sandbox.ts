import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { McpLimits } from '../../../contracts/mcp-servers.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import type { LaunchedServer, Runtime } from '../runtime.ts';
import { createProcessRuntime, type ProcessRuntimeOptions } from './process-runtime.ts';

const Reply = z.looseObject({ id: z.number(), result: z.looseObject({}).optional(), error: z.unknown().optional() });
const Facts = z.looseObject({ structuredContent: z.record(z.string(), z.unknown()) });

/** The hostile servers lie in `test/mcp/hostile`; a local server is a folder below this one. */
const localFolder = resolve(import.meta.dirname, '..', '..', '..', 'test', 'mcp');

export const testRuntime = (options: Partial<ProcessRuntimeOptions> = {}): Runtime =>
  createProcessRuntime({
    cacheFolder: join(tmpdir(), 'throughline-test-packages'),
    localFolder,
    allowUnsandboxed: false,
    networkSharesHost: false,
    ...options,
  });

/** Why sandbox tests cannot run here; null when they can. */
export const sandboxProblem: string | null = await testRuntime().problem();

let servers = 0;

export const testSpec = (
  source: ServerSpec['source'],
  settings: { limits?: z.input<typeof McpLimits>; network?: boolean; environment?: Record<string, string> } = {},
): ServerSpec => ({
  id: `mcp_test${(servers += 1)}`,
  workspaceId: 'ws_test',
  name: 'test',
  installation: 1,
  runtime: 'process',
  source,
  grants: { network: settings.network ?? false },
  limits: McpLimits.parse(settings.limits ?? {}),
  environment: settings.environment ?? {},
  idleSleepSeconds: null,
});

/** Speaks MCP's lines with a launched server. A call fails with the reason of the exit when the server ends. */
export const speakTo = (server: LaunchedServer) => {
  let calls = 0;
  let stderr = '';
  const waiting = new Map<number, (reply: z.infer<typeof Reply>) => void>();
  server.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString('utf8')).slice(-2_000)));
  createInterface({ input: server.stdout }).on('line', (line) => {
    const reply = Reply.safeParse(JSON.parse(line));
    if (reply.success) waiting.get(reply.data.id)?.(reply.data);
  });
  const ask = async (method: string, params: object): Promise<z.infer<typeof Reply>> => {
    const id = (calls += 1);
    const reply = new Promise<z.infer<typeof Reply>>((answer) => waiting.set(id, answer));
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const ended = server.exited.then(({ reason }): never => {
      throw new Error(`${reason} ${stderr}`);
    });
    const first = await Promise.race([reply, ended]);
    if (first.error !== undefined) throw new Error(JSON.stringify(first.error));
    return first;
  };
  return {
    initialize: () =>
      ask('initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      }),
    tools: () => ask('tools/list', {}),
    attempt: async (args: object = {}): Promise<Record<string, unknown>> => {
      const { result } = await ask('tools/call', { name: 'attempt', arguments: args });
      return Facts.parse(result).structuredContent;
    },
  };
};

/** Folders of one installation, and what removes them. */
export const testFolders = async () => {
  const base = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
  const folder = join(base, 'installation');
  await mkdir(folder);
  return {
    base,
    folder,
    dataFolder: join(base, 'data'),
    remove: () => rm(base, { recursive: true, force: true, maxRetries: 10 }),
  };
};

/** Installs and launches a hostile fixture; ends and removes it with `await using`. */
export const openHostile = async (file: string, settings: Parameters<typeof testSpec>[1] = {}, args: string[] = []) => {
  const runtime = testRuntime();
  const spec = testSpec({ kind: 'local', folder: 'hostile', program: 'node', args: [file, ...args] }, settings);
  const folders = await testFolders();
  await runtime.install(spec, folders.folder);
  const server = await runtime.launch(spec, folders.folder, folders.dataFolder);
  return {
    ...folders,
    server,
    ...speakTo(server),
    [Symbol.asyncDispose]: async () => {
      await server.end(100);
      await folders.remove();
    },
  };
};
