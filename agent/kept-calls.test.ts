import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { inputKeyMeta } from '../contracts/agent.ts';
import { ParkedCall } from '../domain/mcp/parked-call.ts';
import type { Exchange, JsonObject, Park, Upstream } from '../domain/mcp/upstream.ts';
import type { RunningCall } from './child-connection.ts';
import { KeptCalls } from './kept-calls.ts';
import { KeptStore } from './kept-store.ts';
import { startFixture, startTestAgent, testSealer, type TestAgent } from './test-agent.ts';

const wait = { name: 'wait', arguments: {} };
const released = { content: [{ type: 'text', text: '"released"' }] };
const keepKey = 'task-1';

const release = (started: TestAgent): Promise<void> => writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
const untilCalled = (started: TestAgent, times = 1) =>
  vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(times));
/** Starts a kept call and loses the connection to it. */
const startAndLeave = async (started: TestAgent, upstream: Upstream, params: JsonObject = wait): Promise<void> => {
  const lost = upstream.request('tools/call', params, { keepKey }).catch((error: unknown) => error);
  await untilCalled(started);
  await upstream[Symbol.asyncDispose]();
  expect(await lost).toMatchObject({ code: 'mcp_server_unavailable' });
};

test('a kept call goes on when its connection is lost, and its one result can be fetched, again and again', async () => {
  const started = await startTestAgent();
  await startAndLeave(started, await startFixture(started));
  const heard: unknown[] = [];
  const resumed = started.client.resume('mcp_one', keepKey, { onProgress: (progress) => heard.push(progress) });
  await vi.waitFor(() => expect(heard).toEqual([{ progress: 1 }]));
  await release(started);
  expect(await resumed).toEqual(released);
  expect(await started.client.resume('mcp_one', keepKey)).toEqual(released);
  expect(await started.noted('calls')).toHaveLength(1);
  expect(await started.noted('cancelled')).toHaveLength(0);
});

test('a kept call of a session goes on in the process of that session when the session is over', async () => {
  const started = await startTestAgent();
  await startFixture(started);
  const session = await started.client.attach('mcp_one', { session: 's' });
  await startAndLeave(started, session);
  const again = await started.client.attach('mcp_one', { session: 's' });
  const joined = again.request('tools/call', wait, { keepKey });
  await release(started);
  expect(await joined).toEqual(released);
  expect(await started.noted('calls')).toHaveLength(1);
  expect(await started.noted('starts')).toHaveLength(2);
});

test('a caller that stops waiting for a kept call does not cancel it', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const abort = new AbortController();
  const call = upstream.request('tools/call', wait, { keepKey, signal: abort.signal });
  await untilCalled(started);
  abort.abort(new Error('later'));
  await expect(call).rejects.toThrow('later');
  await release(started);
  expect(await started.client.resume('mcp_one', keepKey)).toEqual(released);
  expect(await started.noted('cancelled')).toHaveLength(0);
});

test('the same key sent twice runs once, at the same time and afterwards', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const other = await started.client.attach('mcp_one');
  const both = [upstream, other].map((each) => each.request('tools/call', wait, { keepKey }));
  await untilCalled(started);
  await release(started);
  expect(await Promise.all(both)).toEqual([released, released]);
  expect(await upstream.request('tools/call', wait, { keepKey })).toEqual(released);
  expect(await started.noted('calls')).toHaveLength(1);
});

test('a question that comes while nobody is there waits for the one who resumes', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  await startAndLeave(started, upstream, { name: 'waitThenAsk', arguments: {} });
  await release(started);
  await vi.waitFor(async () => expect(await started.noted('asked')).toHaveLength(1));
  const result = await started.client.resume('mcp_one', keepKey, {
    onRequest: async () => ({ action: 'accept', content: { name: 'Ada' } }),
  });
  expect(JSON.stringify(result)).toContain('Ada');
});

test('a result survives the agent, and a call that was under way then counts as interrupted', async () => {
  const first = await startTestAgent();
  const upstream = await startFixture(first);
  const done = await upstream.request('tools/call', { name: 'echo', arguments: { one: 1 } }, { keepKey: 'done' });
  const lost = upstream.request('tools/call', wait, { keepKey }).catch((error: unknown) => error);
  await untilCalled(first);
  await first.end();
  await lost;
  const second = await startTestAgent({ folder: first.folder });
  expect(await second.client.resume('mcp_one', 'done')).toEqual(done);
  await expect(second.client.resume('mcp_one', keepKey)).rejects.toMatchObject({ code: 'mcp_call_interrupted' });
  const again = await vi.waitFor(() => second.client.attach('mcp_one'));
  await expect(again.request('tools/call', wait, { keepKey })).rejects.toMatchObject({ code: 'mcp_call_interrupted' });
  expect(await second.noted('calls')).toHaveLength(1);
});

test('a kept call whose server ends is interrupted, for its caller and for whoever resumes', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const exit = { name: 'exit', arguments: {} };
  const interrupted = { code: 'mcp_call_interrupted', details: { name: 'fixture' } };
  await expect(upstream.request('tools/call', exit, { keepKey })).rejects.toMatchObject(interrupted);
  await expect(started.client.resume('mcp_one', keepKey)).rejects.toMatchObject(interrupted);
  await expect(started.client.resume('mcp_one', 'never sent')).rejects.toMatchObject({ code: 'mcp_call_interrupted' });
  await expect(started.client.resume('mcp_other', keepKey)).rejects.toMatchObject({ code: 'mcp_call_interrupted' });
});

test('an error of the server is kept like a result', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const refuse = { name: 'refuse', arguments: {} };
  await expect(upstream.request('tools/call', refuse, { keepKey })).rejects.toMatchObject({ code: -32_050 });
  await expect(started.client.resume('mcp_one', keepKey)).rejects.toMatchObject({
    code: -32_050,
    message: 'not today',
  });
});

test('forgetting cancels a call that runs and deletes a result', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  await startAndLeave(started, upstream);
  await started.client.forget('mcp_one', keepKey);
  await vi.waitFor(async () => expect(await started.noted('cancelled')).toHaveLength(1));
  const again = await started.client.attach('mcp_one');
  await again.request('tools/call', { name: 'echo', arguments: {} }, { keepKey });
  const kept = join(started.folder, 'servers/mcp_one/kept');
  expect(await readdir(kept)).toHaveLength(1);
  await started.client.forget('mcp_one', keepKey);
  expect(await readdir(kept)).toEqual([]);
  await expect(started.client.resume('mcp_one', keepKey)).rejects.toMatchObject({ code: 'mcp_call_interrupted' });
  await started.client.forget('mcp_one', 'unknown');
});

const nothing = () => undefined;
const owner = { answered: nothing, failed: nothing, progressed: nothing, told: nothing, asked: nothing };
const keptCalls = async (parkedMs = 600_000) => {
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const store = new KeptStore(folder, testSealer);
  return { folder, calls: new KeptCalls({ name: () => 'fixture', store, onWriteError: nothing, parkedMs }) };
};

test('a call that is forgotten while its server wakes up is cancelled once it was sent', async () => {
  const { calls } = await keptCalls();
  const sent = Promise.withResolvers<RunningCall>();
  const begin = vi.fn<() => Promise<RunningCall>>(() => sent.promise);
  const running = calls.run(keepKey, owner, begin);
  await vi.waitFor(() => expect(begin).toHaveBeenCalledOnce());
  await calls.forget(keepKey);
  const cancel = vi.fn<RunningCall['cancel']>();
  sent.resolve({ cancel });
  await running;
  expect(cancel).toHaveBeenCalledOnce();
});

test('what is kept of a call but cannot be read is not taken for a call that was never made', async () => {
  const { folder, calls } = await keptCalls();
  // As good as a disk that fails: reading it is an error.
  await mkdir(join(folder, createHash('sha256').update(keepKey).digest('hex')));
  const begin = vi.fn<() => Promise<RunningCall>>(async () => ({ cancel: nothing }));
  await expect(calls.run(keepKey, owner, begin)).rejects.toThrow('EISDIR: illegal operation on a directory, read');
  expect(begin).not.toHaveBeenCalled();
});

const parkOf = (more: Partial<Park> = {}): Park => ({
  key: 'call-1',
  owner: 'ada',
  rejoins: false,
  onKept: nothing,
  ...more,
});
const answer = { action: 'accept', content: { name: 'Ada' } };
const rejoin = (upstream: Upstream, onRequest: Exchange['onRequest'] = async () => answer) => {
  const park = parkOf({ rejoins: true });
  return upstream.rejoin?.(park, { park, onRequest });
};

/** Makes a call that asks, of a caller who leaves the question open. */
const startAsking = async (upstream: Upstream) => {
  const questions: JsonObject[] = [];
  const leave = new AbortController();
  const park = parkOf({ onKept: vi.fn<Park['onKept']>() });
  const onRequest = (_method: string, params: JsonObject): Promise<JsonObject> => {
    questions.push(params);
    return new Promise(nothing);
  };
  const exchange = { park, onRequest, signal: leave.signal };
  const left = upstream
    .request('tools/call', { name: 'ask', arguments: {} }, exchange)
    .catch((error: unknown) => error);
  await vi.waitFor(() => expect(questions).toHaveLength(1));
  expect(park.onKept).toHaveBeenCalledOnce();
  return { questions, leave, left };
};

test('a call that asks is kept from then on: whoever brings the answer joins it, and finds its result again', async () => {
  const started = await startTestAgent();
  const first = await startFixture(started);
  const { questions, left } = await startAsking(first);
  await first[Symbol.asyncDispose]();
  await left;
  const second = await started.client.attach('mcp_one');
  const result = await rejoin(second, async (_method, params) => {
    questions.push(params);
    return answer;
  });
  expect(JSON.stringify(result)).toContain('Ada');
  expect(questions).toEqual([1, 2].map(() => expect.objectContaining({ _meta: { [inputKeyMeta]: 'elicitation-1' } })));
  expect(await rejoin(second)).toEqual(result);
  expect(await started.noted('cancelled')).toEqual([]);
});

test('a parked call ends at its server when its only caller cancels it, or nobody comes for long', async () => {
  const started = await startTestAgent({ timings: { parkedMs: 20 } });
  const upstream = await startFixture(started);
  for (const [times, reason] of [new Error('enough'), new ParkedCall()].entries()) {
    const { leave, left } = await startAsking(upstream);
    leave.abort(reason);
    expect(await left).toBe(reason);
    await vi.waitFor(async () => expect(await started.noted('cancelled')).toHaveLength(times + 1));
    await expect(rejoin(upstream)).rejects.toMatchObject({ code: 'mcp_call_interrupted' });
  }
});

test('who cancels a parked call that somebody else joined only leaves it', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const { leave, left } = await startAsking(upstream);
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<JsonObject>();
  const joined = rejoin(upstream, () => {
    asked.resolve();
    return answered.promise;
  });
  await asked.promise;
  leave.abort(new Error('enough'));
  await left;
  answered.resolve(answer);
  expect(JSON.stringify(await joined)).toContain('Ada');
});

test('of one owner so many calls are parked: the oldest makes room, and none of another', async () => {
  const { calls } = await keptCalls();
  const ended: string[] = [];
  const park = (key: string, whose: string) => calls.park({ key, owner: whose }, owner, () => void ended.push(key));
  park('other', 'bob');
  for (let count = 0; count < 33; count += 1) park(`own-${count}`, 'ada');
  expect(ended).toEqual(['own-0']);
});
