import { execFile } from 'node:child_process';
import { access, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { cacheFolder } from '../../infra/ground/cache-folder.ts';

const run = promisify(execFile);
const inspectorVersion = '2.12.0';
const pythonVersion = '1.30.0';
const folder = join(cacheFolder(process.env), 'mcp-clients');
const installTimeoutMs = 120_000;
const callTimeoutMs = 60_000;
const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Runs one request as a client that is not ours, and answers its result. */
export type OfficialClient = (url: string, token: string, request: OfficialRequest) => Promise<unknown>;
export type OfficialRequest =
  | { readonly method: 'tools/list' }
  | { readonly method: 'tools/call'; readonly tool: string; readonly args: Readonly<Record<string, unknown>> };

/** A folder of the cache, made once; null when it cannot be made here (no registry, no interpreter). */
const installed = async (name: string, program: string, make: (home: string) => Promise<unknown>) => {
  const home = join(folder, name);
  const path = join(home, program);
  if (await exists(path)) return path;
  await mkdir(home, { recursive: true });
  try {
    await make(home);
    return path;
  } catch {
    await rm(home, { recursive: true, force: true });
    return null;
  }
};

/** The command line of the official Inspector, in one protocol era; null when it cannot be had here. */
export const inspectorClient = async (era: 'legacy' | 'modern'): Promise<OfficialClient | null> => {
  const wanted = `@modelcontextprotocol/inspector@${inspectorVersion}`;
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0'];
  const program = await installed(
    `inspector-${inspectorVersion}`,
    'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js',
    (home) => run('npm', ['install', ...options, '--prefix', home, wanted], { cwd: home, timeout: installTimeoutMs }),
  );
  if (program === null) return null;
  return async (url, token, request) => {
    const what =
      request.method === 'tools/call'
        ? ['--tool-name', request.tool, '--tool-args-json', JSON.stringify(request.args)]
        : [];
    const { stdout } = await run(
      process.execPath,
      [program, '--cli', url, '--transport', 'http', '--protocol-era', era, '--format', 'json', '--quiet']
        .concat(['--header', `Authorization: Bearer ${token}`, '--method', request.method])
        .concat(what),
      { timeout: callTimeoutMs, maxBuffer: 16_777_216 },
    );
    return z.looseObject({ result: z.unknown() }).parse(JSON.parse(stdout)).result;
  };
};

const pythonProgram = `
import asyncio, json, sys
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
url, token, request = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
async def main():
    async with streamablehttp_client(url, headers={"Authorization": "Bearer " + token}) as (read, write, _):
        async with ClientSession(read, write) as session:
            await session.initialize()
            if request["method"] == "tools/list":
                result = await session.list_tools()
            else:
                result = await session.call_tool(request["tool"], request["args"])
            print(result.model_dump_json(by_alias=True, exclude_none=True))
asyncio.run(main())
`;

/** The official client for Python; null when it cannot be had here. */
export const pythonClient = async (): Promise<OfficialClient | null> => {
  const python = await installed(`python-mcp-${pythonVersion}`, 'bin/python', async (home) => {
    await run('python3', ['-m', 'venv', home]);
    const options = ['--quiet', '--disable-pip-version-check', '--retries=0'];
    await run(join(home, 'bin/pip'), ['install', ...options, `mcp==${pythonVersion}`], { timeout: installTimeoutMs });
  });
  if (python === null) return null;
  return async (url, token, request) => {
    const args = ['-c', pythonProgram, url, token, JSON.stringify(request)];
    const { stdout } = await run(python, args, { timeout: callTimeoutMs, maxBuffer: 16_777_216 });
    return JSON.parse(stdout);
  };
};
