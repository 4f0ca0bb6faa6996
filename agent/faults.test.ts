import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Upstream } from '../domain/mcp/upstream.ts';
import { startFixture, startTestAgent } from './test-agent.ts';

const mebibyte = 1_024 * 1_024;
const call = (upstream: Upstream, name: string, given: object = {}) =>
  upstream.request('tools/call', { name, arguments: given });
const badOutput = { code: 'mcp_bad_output', details: { name: 'fixture' } };

test.for([false, true])('an answer of 11 MiB fails its own call and no other (id last: %s)', async (idLast) => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const waiting = call(upstream, 'wait');
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  await expect(call(upstream, 'big', { bytes: 11 * mebibyte, idLast })).rejects.toMatchObject(badOutput);
  expect(await call(upstream, 'echo')).toBeDefined();
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  expect(await waiting).toBeDefined();
});

test.for([false, true])('an answer of 9 MiB arrives whole (id last: %s)', async (idLast) => {
  const upstream = await startFixture(await startTestAgent());
  const { content } = await call(upstream, 'big', { bytes: 9 * mebibyte, idLast });
  expect(JSON.stringify(content)).toHaveLength(9 * mebibyte + '[{"type":"text","text":"\\"\\""}]'.length);
});

test('garbage fails the only call that waits, and the connection lives', async () => {
  const upstream = await startFixture(await startTestAgent());
  await expect(call(upstream, 'garbage')).rejects.toMatchObject(badOutput);
  expect(await call(upstream, 'echo')).toBeDefined();
});

test('garbage among several calls fails none of them', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const waiting = call(upstream, 'wait');
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  const garbage = call(upstream, 'garbage').catch(() => 'over');
  expect(await call(upstream, 'echo')).toBeDefined();
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  expect(await waiting).toBeDefined();
  await upstream[Symbol.asyncDispose]();
  expect(await garbage).toBe('over');
});

test('a line without end fails the call long before its end, ends the process, and costs little memory', async () => {
  const started = await startTestAgent({ timings: { firstBackoffMs: 20 } });
  const upstream = await startFixture(started);
  await call(upstream, 'big', { bytes: 9 * mebibyte });
  const before = process.memoryUsage.rss();
  await expect(call(upstream, 'endless', { bytes: 1_024 * mebibyte })).rejects.toMatchObject(badOutput);
  expect(await upstream.closed).toBe('wrote a line without end');
  expect(process.memoryUsage.rss() - before).toBeLessThan(64 * mebibyte);
  const again = await vi.waitFor(() => started.client.attach('mcp_one'));
  expect(await call(again, 'echo')).toBeDefined();
});

test('a server that does not read its input fails calls instead of filling memory', async () => {
  const upstream = await startFixture(await startTestAgent());
  upstream.notify('deaf', {});
  const blob = 'x'.repeat(mebibyte);
  const calls = Array.from({ length: 24 }, () => call(upstream, 'echo', { blob }).catch((error: unknown) => error));
  const refused = await Promise.race(calls);
  expect(refused).toMatchObject({ code: 'mcp_server_unavailable', details: { reason: 'it does not read its input' } });
});
