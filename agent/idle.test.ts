import { expect, test, vi } from 'vitest';
import { startFixture, startTestAgent } from './test-agent.ts';

const stateOf = async ({ client }: Awaited<ReturnType<typeof startTestAgent>>, id = 'mcp_one') =>
  (await client.describe(id))?.state;

test('pings do not keep a server awake', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started, { idleSleepSeconds: 0.5 });
  await vi.waitFor(
    async () => {
      const state = await stateOf(started);
      if (state !== 'sleeping') await upstream.request('ping', {});
      expect(state).toBe('sleeping');
    },
    { interval: 20 },
  );
});

test('calls do keep it awake', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started, { idleSleepSeconds: 3 });
  // Another one with the same patience, started later, is the clock.
  await startFixture(started, { id: 'mcp_two', idleSleepSeconds: 3 });
  while ((await stateOf(started, 'mcp_two')) !== 'sleeping')
    for (let count = 0; count < 50; count += 1) await upstream.request('tools/call', { name: 'echo', arguments: {} });
  expect(await stateOf(started)).toBe('running');
  expect(await started.noted('handshakes')).toHaveLength(1);
});

test('the level of log messages that was asked for holds after sleep and after a crash', async () => {
  const started = await startTestAgent({ timings: { firstBackoffMs: 20 } });
  const upstream = await startFixture(started, { idleSleepSeconds: 0.5 });
  // At once: it must not go to sleep in between.
  await Promise.all(['debug', 'warning'].map((level) => upstream.request('logging/setLevel', { level })));
  await vi.waitFor(async () => expect(await stateOf(started)).toBe('sleeping'));
  await upstream.request('tools/call', { name: 'echo', arguments: {} });
  expect((await started.noted('levels')).slice(0, 3)).toEqual(['debug', 'warning', 'warning']);
  await expect(upstream.request('tools/call', { name: 'exit', arguments: {} })).rejects.toThrow(
    'mcp_server_unavailable',
  );
  const again = await vi.waitFor(() => started.client.attach('mcp_one'));
  await again.request('tools/call', { name: 'echo', arguments: {} });
  // A slow machine may put it to sleep more often: each time it starts, it is told once.
  const starts = await started.noted('handshakes');
  expect(starts.length).toBeGreaterThanOrEqual(3);
  expect(await started.noted('levels')).toEqual(['debug', ...starts.map(() => 'warning')]);
});
