import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { expect, test } from 'vitest';
import { isAlive } from '../../infra/ground/process-identity.ts';
import { startTemporal } from './start-temporal.ts';

/** Covers a machine that has to build the server first. */
const FIRST_START_TIMEOUT_MS = 15 * 60_000;

const folder = () => mkdtemp(join(tmpdir(), 'temporal-'));
const silent = () => undefined;
const attributesAt = async (address: string) => {
  const connection = await Connection.connect({ address });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  await connection.close();
  return Object.keys(customAttributes);
};

test(
  'a started server answers, knows its search attributes, and is gone after stop',
  { timeout: FIRST_START_TIMEOUT_MS },
  async () => {
    const dataDir = await folder();
    const server = await startTemporal({ dataDir, searchAttributes: { TenantId: 'KEYWORD' }, report: silent });
    expect(await attributesAt(server.address)).toContain('TenantId');
    await server.stop();
    expect(isAlive(server.pid ?? 0)).toBe(false);
  },
);

test(
  'TEMPORAL_ADDRESS is used as it is, and missing search attributes are added there',
  { timeout: FIRST_START_TIMEOUT_MS },
  async () => {
    await using own = await startTemporal({ dataDir: await folder(), report: silent });
    const lines: string[] = [];
    const external = await startTemporal({
      dataDir: await folder(),
      env: { TEMPORAL_ADDRESS: own.address },
      searchAttributes: { DueAt: 'DATETIME' },
      report: (line) => lines.push(line),
    });
    expect(external).toMatchObject({ address: own.address, source: 'address', pid: undefined });
    expect(lines).toEqual([`Temporal server: ${own.address} (from TEMPORAL_ADDRESS)`]);
    expect(await attributesAt(own.address)).toContain('DueAt');
    await external.stop();
    expect(isAlive(own.pid ?? 0)).toBe(true);
  },
);

test('a machine without server, network and Go hears what to install or set', async () => {
  const env = { PATH: '/nowhere', XDG_CACHE_HOME: await folder() };
  const lines: string[] = [];
  const start = startTemporal({ dataDir: await folder(), env, report: (line) => lines.push(line) });
  const outcome = await start.then(
    async (server) => server.stop().then(() => server.source),
    (error: unknown) => error,
  );
  if (outcome === 'download') return;
  expect(String(outcome)).toMatch(/needs Go .* TEMPORAL_ADDRESS/);
  expect(lines).toEqual([
    expect.stringMatching(/^Temporal server: not on the PATH, not in the cache, no download \(.+\)$/),
  ]);
});
