import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../infra/ground/process-identity.ts';
import { findRunningPlatform, readPlatformState } from './platform-state.ts';
import { startPlatform, type StartPlatformOptions } from './start-platform.ts';

const CHILDREN = 'scripts/platform/test-children';
const entryPoints = { api: `${CHILDREN}/api.ts`, worker: `${CHILDREN}/worker.ts` };
const folder = () => mkdtemp(join(tmpdir(), 'platform-'));
/** Covers a machine that has to build its servers first. */
const timeout = 15 * 60_000;

const start = async (options: Partial<StartPlatformOptions> & { dataDir: string }) => {
  const platform = await startPlatform({ port: 0, web: false, entryPoints, report: () => undefined, ...options });
  onTestFinished(() => platform.stop());
  return platform;
};

test(
  'the platform starts, survives kill -9 of every part, stops in order, and finds its data again',
  { timeout },
  async () => {
    const dataDir = await folder();
    const platform = await start({ dataDir });
    expect(await findRunningPlatform(dataDir)).toBe(platform.url);
    const parts = [platform.worker, platform.api, platform.temporal, platform.mongo];
    if (platform.agent !== undefined) parts.push(platform.agent);
    const before = await withNotes(platform.mongoUri, async (notes) => {
      await notes.insertOne({ text: 'kept' });
      return parts.map((part) => part.pid);
    });

    for (const part of parts) {
      part.kill('SIGKILL');
      await part.waitReady();
    }
    const after = parts.map((part) => part.pid);
    expect(after.every((pid, index) => pid !== undefined && pid !== before[index])).toBe(true);
    expect(await withNotes(platform.mongoUri, (notes) => notes.countDocuments())).toBe(1);

    const { ports } = await readPlatformState(dataDir);
    await platform.stop();
    expect(after.filter((pid) => isAlive(pid ?? 0))).toEqual([]);
    expect(await findRunningPlatform(dataDir)).toBeUndefined();
    expect(await readFile(join(dataDir, 'logs', 'worker.log'), 'utf8')).toContain('worker ended well');
    const apiLog = await readFile(join(dataDir, 'logs', 'api.log'), 'utf8');
    expect(apiLog).toContain(`api ${platform.mongoUri} ${platform.temporalAddress} ${dataDir}`);
    expect(apiLog).toContain('api ended well');

    const second = await start({ dataDir });
    expect(await withNotes(second.mongoUri, (notes) => notes.countDocuments())).toBe(1);
    expect((await readPlatformState(dataDir)).ports).toEqual(ports);
  },
);

test('a port in use is named together with the way out, and nothing is left running', { timeout }, async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void squatter.close());
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(start({ dataDir: await folder(), port })).rejects.toThrow(
    `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  );
});

test('a second platform on the same data folder is refused, and the first one stays up', { timeout }, async () => {
  const dataDir = await folder();
  const first = await start({ dataDir });
  await expect(start({ dataDir })).rejects.toThrow(/already runs on .*DATA_DIR/);
  expect((await fetch(`${first.url}/api/v1/health/live`)).status).toBe(200);
});

test(
  'a child that does not start is an error with the end of its log, and the servers are ended',
  { timeout },
  async () => {
    const dataDir = await folder();
    const broken = { ...entryPoints, worker: `${CHILDREN}/broken-worker.ts` };
    await expect(start({ dataDir, entryPoints: broken })).rejects.toThrow(
      /Worker does not start: Worker ended \(exit code 7\)[\s\S]*cannot read the settings/,
    );
    const again = await start({ dataDir });
    expect(again.worker.pid).toBeGreaterThan(0);
  },
);

async function withNotes<Result>(uri: string, use: (notes: mongo.Collection) => Promise<Result>): Promise<Result> {
  const client = await mongo.MongoClient.connect(uri);
  try {
    return await use(client.db('test').collection('notes'));
  } finally {
    await client.close();
  }
}
