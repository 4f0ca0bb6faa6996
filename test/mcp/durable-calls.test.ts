import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventEndpoints } from '../../contracts/events.ts';
import { mcpLogEndpoints, mcpTaskEndpoints, type McpTask } from '../../contracts/mcp-calls.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { agentOf, fixtureFolder, runFixtureServer } from '../harness/fixture-server.ts';
import { refusal } from '../harness/calls-api.ts';
import { findInFiles } from '../harness/find-in-files.ts';
import { killAll } from '../harness/kill-all.ts';
import { loggedCall } from '../harness/logged-call.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { until } from '../harness/until.ts';
import { modern, post } from './fixtures/edge-clients.ts';

let running: TestPlatform;
let local: Awaited<ReturnType<typeof fixtureFolder>>;

beforeAll(async () => {
  local = await fixtureFolder();
  running = await startTestPlatform({ MCP_LOCAL_FOLDER: local.path });
});
afterAll(async () => {
  await running?.[Symbol.asyncDispose]();
  await local?.[Symbol.asyncDispose]();
});

const start = ({ call }: TestProgram, tool: string, given: Record<string, unknown> = {}) =>
  call(mcpTaskEndpoints.create, { body: { tool, arguments: given } });
const read = ({ call }: TestProgram, { id }: Pick<McpTask, 'id'>) => call(mcpTaskEndpoints.get, { params: { id } });
const reaches = (program: TestProgram, task: Pick<McpTask, 'id'>, status: McpTask['status']) =>
  until(`${status} of ${task.id}`, async () => {
    const now = await read(program, task);
    if (now.status !== status && now.endedAt !== null) throw new Error(`it is ${JSON.stringify(now)}`);
    return now.status === status && now;
  });

test('100 long calls outlive a kill of API and worker: each is made once, and its result is fetched afterwards', async () => {
  const program = await running.program();
  const servers = [await runFixtureServer(running, program, 'one'), await runFixtureServer(running, program, 'two')];
  const tasks: McpTask[] = [];
  for (let index = 0; index < 100; index += 1)
    tasks.push(await start(program, `${servers[index % 2]?.name}__wait`, { note: `note-${index}` }));
  const noted = async () => (await Promise.all(servers.map((server) => server.noted('calls')))).flat();
  await until('all calls at the servers', async () => (await noted()).length >= 100);

  running.platform.worker.kill('SIGKILL');
  running.platform.api.kill('SIGKILL');
  await until('the API again', async () => (await fetch(`${running.url}/api/v1/health/ready`)).ok);
  for (const server of servers) await server.release();

  for (const task of tasks) {
    const done = await reaches(program, task, 'completed');
    expect(done.result).toEqual({ content: [{ type: 'text', text: '"released"' }] });
  }
  const notes = await noted();
  expect(notes).toHaveLength(100);
  expect(new Set(notes).size).toBe(100);
});

test('questions of a tool wait for their answers, each asked anew, also over a kill of the worker', async () => {
  const program = await running.program();
  const server = await runFixtureServer(running, program, 'asks');
  const task = await start(program, 'asks__confirm');
  await until('the call', async () => (await server.noted('calls')).length === 1);
  await server.release();
  const answer = (inputResponses: Record<string, Record<string, unknown>>) =>
    program.call(mcpTaskEndpoints.answer, { params: { id: task.id }, body: { inputResponses } });
  const question = async (unlike: string) => {
    const asking = await until('a question', async () => {
      const now = await read(program, task);
      return now.status === 'input_required' && !(unlike in now.inputRequests) && now;
    });
    expect(Object.values(asking.inputRequests)).toEqual([
      { method: 'elicitation/create', params: expect.objectContaining({ message: 'Go on?' }) },
    ]);
    return Object.keys(asking.inputRequests)[0] ?? '';
  };
  const first = await question('');
  running.platform.worker.kill('SIGKILL');
  expect(await refusal(answer({ nonsense: {} }))).toBe('400 validation_error');
  await answer({ [first]: { action: 'accept', content: { name: 'Ann' } } });
  // The same words again are another question: an answer is never used twice.
  const second = await question(first);
  await answer({ [second]: { action: 'decline' } });
  const done = await reaches(program, task, 'completed');
  const said = JSON.stringify([{ action: 'accept', content: { name: 'Ann' } }, { action: 'decline' }]);
  expect(done.result).toEqual({ content: [{ type: 'text', text: said }] });
  expect(await server.noted('calls')).toHaveLength(1);
  expect(await refusal(answer({ [second]: {} }))).toBe('409 mcp_task_over');
});

test('a call of 2026-07-28 that asks goes on after a kill of the API that took it', async () => {
  const program = await running.program();
  const server = await runFixtureServer(running, program, 'parked');
  await server.release();
  const round = async (more: JsonObject = {}) => {
    const params = { name: 'parked__confirm', arguments: {}, ...more };
    const { body, headers } = modern('tools/call', params, { elicitation: {} });
    const { result } = (await post(`${running.url}/mcp`, body, headers, program.token)).body;
    return z.looseObject({ requestState: z.string().optional() }).parse(result);
  };
  const accept = (key: string) => ({ [key]: { action: 'accept', content: { name: 'Ann' } } });
  const { requestState } = await round();
  running.platform.api.kill('SIGKILL');
  await until('the API again', async () => (await fetch(`${running.url}/api/v1/health/ready`)).ok);
  const second = await round({ requestState, inputResponses: accept('elicitation-1') });
  const last = await round({ requestState: second.requestState, inputResponses: accept('elicitation-2') });
  expect(JSON.stringify(last['content']).match(/Ann/g)).toHaveLength(2);
  expect(await server.noted('calls')).toHaveLength(1);
});

test('a cancelled task ends at once and stays cancelled; its owner alone sees it', async () => {
  const program = await running.program();
  const server = await runFixtureServer(running, program, 'slow');
  const task = await start(program, 'slow__wait');
  await until('the call', async () => (await server.noted('calls')).length === 1);
  const params = { id: task.id };
  expect(await program.call(mcpTaskEndpoints.cancel, { params })).toMatchObject({ status: 'cancelled' });
  expect(await refusal(program.call(mcpTaskEndpoints.cancel, { params }))).toBe('409 mcp_task_over');
  await server.release();
  const again = await start(program, 'slow__echo', { hello: 'you' });
  await reaches(program, again, 'completed');
  expect((await read(program, task)).status).toBe('cancelled');

  const colleague = await running.program({ workspace: 'Cancel', role: 'sales' });
  const stranger = await running.program();
  for (const other of [colleague, stranger]) expect(await refusal(read(other, task))).toBe('404 mcp_task_not_found');
  const { items } = await program.call(mcpTaskEndpoints.list);
  expect(items.map(({ id }) => id)).toEqual([again.id, task.id]);
});

test('a tool that refuses fails the task with its words; an unknown one makes none', async () => {
  const program = await running.program();
  await runFixtureServer(running, program, 'bad');
  const task = await start(program, 'bad__refuse');
  expect(await reaches(program, task, 'failed')).toMatchObject({
    statusMessage: 'not today',
    error: { code: 'mcp_call_refused', rpc: -32_050, message: 'not today' },
  });
  expect(await refusal(start(program, 'bad__unknown'))).toBe('404 mcp_tool_not_found');
});

test('an answer far beyond what a workflow may carry arrives whole; one that is too large for anybody fails at once', async () => {
  const program = await running.program();
  await runFixtureServer(running, program, 'big');
  for (const chars of [3_000_000, 9_000_000]) {
    const task = await start(program, 'big__large', { chars });
    const { result } = await reaches(program, task, 'completed');
    expect(result).toEqual({ content: [{ type: 'text', text: `"${'x'.repeat(chars)}"` }] });
  }
  const tooLarge = await start(program, 'big__large', { chars: 11_000_000 });
  expect(await reaches(program, tooLarge, 'failed')).toMatchObject({ error: { code: 'mcp_bad_output' } });
  const after = await start(program, 'big__echo');
  await reaches(program, after, 'completed');
});

test('when the server dies in the middle, the call is made again only if the tool says that it may be', async () => {
  const program = await running.program();
  const server = await runFixtureServer(running, program, 'dies');
  const [once, again] = [await start(program, 'dies__wait'), await start(program, 'dies__lookUp')];
  await until('both calls', async () => (await server.noted('calls')).length === 2);
  using agent = agentOf(running);
  killAll((await agent.describe(server.id))?.processIds ?? []);
  expect(await reaches(program, once, 'failed')).toMatchObject({ error: { code: 'mcp_call_interrupted' } });
  await server.release();
  await reaches(program, again, 'completed');
  expect(await server.noted('calls')).toEqual(expect.arrayContaining(['wait', 'lookUp', 'lookUp']));
  expect(await server.noted('calls')).toHaveLength(3);
});

test('watchers of a task hear each state, and the log names the task', async () => {
  const program = await running.program();
  await runFixtureServer(running, program, 'told');
  const task = await start(program, 'told__echo', { hello: 'you', password: 'hunter2' });
  await reaches(program, task, 'completed');
  const { items } = await program.call(eventEndpoints.list, { query: { subject: `task:${task.id}` } });
  const states = items.flatMap((event) => (event.type === 'task_status' ? [event.data.status] : []));
  expect([states[0], states.at(-1)]).toEqual(['working', 'completed']);
  const entry = await loggedCall(program, 'told__echo');
  expect(entry).toMatchObject({ taskId: task.id, outcome: 'ok', serverName: 'told' });
  const detail = await program.call(mcpLogEndpoints.get, { params: { id: entry.id } });
  expect(JSON.stringify(detail)).not.toContain('hunter2');
  const stranger = await running.program();
  const query = { subject: `task:${task.id}` };
  expect(await refusal(stranger.call(eventEndpoints.list, { query }))).toBe('404 subject_not_found');
});

test('what a durable call was given and answered is in no log, history or database as it was sent', async () => {
  const program = await running.program();
  await runFixtureServer(running, program, 'hush');
  const canary = 'canary-of-a-durable-call-4711';
  const task = await start(program, 'hush__echo', { password: canary });
  expect(JSON.stringify((await reaches(program, task, 'completed')).result)).toContain(canary);
  await loggedCall(program, 'hush__echo');
  const found = await until('its traces on disk', async () => {
    const all = await findInFiles(running.platform.dataDir, { canary, task: task.id });
    const places = new Set(all.map(({ path }) => path.split('/')[0]));
    return ['temporal', 'mongo'].every((place) => places.has(place)) && all;
  });
  expect(found.filter(({ name }) => name === 'canary')).toEqual([]);
});

test('a call of a tool that came a moment ago is made, whatever the worker had read before', async () => {
  const program = await running.program();
  await runFixtureServer(running, program, 'early');
  await reaches(program, await start(program, 'early__echo'), 'completed');
  await runFixtureServer(running, program, 'late');
  const task = await until('that the API knows it', () => start(program, 'late__echo').catch(() => null));
  expect(await reaches(program, task, 'completed')).toMatchObject({ result: { content: [{ type: 'text' }] } });
});
