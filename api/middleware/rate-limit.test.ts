import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { Identity } from '../../contracts/access.ts';
import { freePort } from '../../infra/ground/free-port.ts';
import { createLimitRedis } from '../../infra/redis/limit-redis.ts';
import { createRateLimits, type RateLimits } from './rate-limit.ts';

const person = (id: string): Identity => ({
  kind: 'user',
  id,
  name: '',
  workspaceId: 'wsp_x',
  permissions: new Set(),
  sessionId: 'ses_x',
});

/** How many of `count` requests pass. */
const passed = async (limits: RateLimits, count: number, id = 'usr_a', ip = '203.0.113.7') => {
  const results = await Promise.allSettled(
    Array.from({ length: count }, () => limits.consume('costly', person(id), ip)),
  );
  return results.filter(({ status }) => status === 'fulfilled').length;
};

const quiet = { warn: () => undefined };

const isInstalled = (command: string): boolean => {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

test('a person has a limit, an address a higher one, and a refusal says how long to wait', async () => {
  const limits = createRateLimits();
  expect(await passed(limits, 130)).toBe(120);
  await expect(limits.consume('costly', person('usr_a'), '203.0.113.7')).rejects.toMatchObject({
    code: 'rate_limited',
    details: { retryAfterSeconds: expect.any(Number) },
  });
  expect(await passed(limits, 10, 'usr_b')).toBe(10);
  for (let other = 0; other < 12; other += 1) await passed(limits, 120, `usr_${other}`);
  expect(await passed(limits, 10, 'usr_new')).toBe(0);
  expect(await passed(limits, 10, 'usr_elsewhere', '203.0.113.8')).toBe(10);
});

test('health checks are never counted', async () => {
  const limits = createRateLimits({ factor: 0.001 });
  const calls = Array.from({ length: 50 }, () => limits.consume('none', null, '203.0.113.7'));
  await expect(Promise.all(calls)).resolves.toHaveLength(50);
});

test('without a reachable Redis each process still limits', async () => {
  const redis = createLimitRedis(`redis://127.0.0.1:${await freePort()}`, quiet);
  expect(await passed(createRateLimits({ redis }), 130)).toBe(120);
  redis.disconnect();
});

test.skipIf(!isInstalled('redis-server'))(
  'processes with one Redis share their limits, and keep them when it dies',
  async () => {
    const port = await freePort();
    const server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], {
      stdio: 'ignore',
    });
    const url = `redis://127.0.0.1:${port}`;
    const clients = [createLimitRedis(url, quiet), createLimitRedis(url, quiet)] as const;
    for (const client of clients) await expect.poll(() => client.status).toBe('ready');
    const [here, there] = clients.map((redis) => createRateLimits({ redis }));
    if (!here || !there) throw new Error('two limiters');
    expect((await passed(here, 80)) + (await passed(there, 80))).toBe(120);
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect((await passed(here, 200, 'usr_late')) + (await passed(there, 200, 'usr_late'))).toBeLessThanOrEqual(240);
    expect(await passed(here, 10, 'usr_late')).toBe(0);
    for (const client of clients) client.disconnect();
  },
);
