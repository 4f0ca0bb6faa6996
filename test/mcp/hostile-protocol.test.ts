import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpServerEndpoints } from '../../contracts/mcp-servers.ts';
import { sandboxProblem } from '../../infra/runtimes/process/test-sandbox.ts';
import {
  callThroughGateway,
  deployHostile,
  fewAtOnce,
  growthDuring,
  heldBy,
  nothingHeld,
  processIdsOf,
  removeAll,
  startHostilePlatform,
  type HostileServer,
  type HostileSettings,
} from '../harness/hostile-servers.ts';
import type { TestPlatform, TestProgram } from '../harness/platform.ts';
import { bearer, connectClient, openSession, post } from './fixtures/edge-clients.ts';
import { hostileFixtures } from './hostile/fixtures.ts';

/** Hostile by what they list; see hostile-definitions.test.ts. */
const byDefinition = ['changes-tools.mjs', 'injects-prompts.mjs', 'hostile-schemas.mjs', 'lists-too-much.mjs'];
const settings: Readonly<Record<string, HostileSettings>> = {
  'never-answers.mjs': { limits: { callTimeoutSeconds: 2 } },
  'starts-slowly.mjs': { args: ['5000'] },
};

let running: TestPlatform;
let program: TestProgram;
let servers: Map<string, HostileServer>;
let before: ReturnType<typeof processIdsOf>;
/** Its deployment takes as long as a handshake may, beside everything else. */
let tooSlow: Promise<HostileServer>;

const hostile = (file: string): HostileServer => {
  const server = servers.get(file);
  if (!server) throw new Error(`${file} is not deployed`);
  return server;
};

/** Calls of the calm server until the work is over: what they answered, and how many were over before it was. */
const calmDuring = async (work: () => Promise<unknown>) => {
  const failures: string[] = [];
  let meanwhile = 0;
  const over = new AbortController();
  const calling = async (): Promise<void> => {
    for (let count = 0; !over.signal.aborted || count === 0; count += 1) {
      const { text, failure } = await callThroughGateway(running, program, 'calm__echo', { text: `calm ${count}` });
      if (!over.signal.aborted) meanwhile += 1;
      if (text !== `calm ${count}`) failures.push(failure ?? text);
    }
  };
  const calm = calling();
  await work().finally(() => over.abort());
  await calm;
  return { failures, meanwhile };
};

describe.skipIf(sandboxProblem !== null)(`hostile in what they say ${sandboxProblem ?? ''}`, () => {
  beforeAll(async () => {
    running = await startHostilePlatform();
    program = await running.program();
    before = processIdsOf(running);
    const files = hostileFixtures.filter(({ wall }) => wall === 'gateway').map(({ file }) => file);
    const wanted = files.filter((file) => !byDefinition.includes(file));
    const deployed = await fewAtOnce(wanted, (file) => deployHostile(running, program, file, settings[file]));
    servers = new Map(wanted.flatMap((file, index) => (deployed[index] ? [[file, deployed[index]]] : [])));
    tooSlow = deployHostile(running, program, 'starts-slowly.mjs', { name: 'too-slow', args: ['60000'] });
    tooSlow.catch(() => undefined);
    servers.set('calm', await deployHostile(running, program, 'server.mjs', { name: 'calm', folder: 'echo' }));
  });
  afterAll(() => running?.[Symbol.asyncDispose]());

  test('all of them are deployed over REST like any other server', () => {
    expect([...servers.values()].filter(({ deployment }) => deployment.state !== 'succeeded')).toEqual([]);
    expect(servers.size).toBe(11);
  });

  test('a flood without a line end fails that call at once; API and agent stay small', async () => {
    const flood = () => hostile('floods-stdout.mjs').attempt();
    await hostile('answers-twice.mjs').attempt();
    let agentMb = 0;
    const apiMb = await growthDuring(before.api, async () => {
      agentMb = await growthDuring(before.agent, async () => {
        expect(await flood()).toMatchObject({ failure: 'mcp_bad_output', rpc: -32_000 });
        await expect
          .poll(async () => (await running.agent.describe(hostile('floods-stdout.mjs').id))?.lastExit)
          .toBe('wrote a line without end');
      });
    });
    console.info(`growth during the flood: API ${apiMb.toFixed(0)} MB, agent ${agentMb.toFixed(0)} MB`);
    expect(apiMb).toBeLessThan(64);
    expect(agentMb).toBeLessThan(64);
  });

  test('a flood of log is read at its pace: the answer arrives, the last of the log is kept', async () => {
    const growthMb = await growthDuring(before.agent, async () => {
      const { facts } = await hostile('floods-stderr.mjs').attempt({ megabytes: 6 });
      expect(facts).toEqual({ megabytes: 6 });
    });
    expect(growthMb).toBeLessThan(32);
    const params = { id: hostile('floods-stderr.mjs').id };
    const { lines } = await program.call(mcpServerEndpoints.logs, { params });
    expect(JSON.stringify(lines.map(({ text }) => text)).length).toBeLessThan(80_000);
  });

  test('garbage and an answer of 11 MiB fail that one call at once; the next one goes to the same process', async () => {
    for (const file of ['sends-garbage.mjs', 'answers-too-much.mjs']) {
      const { id, attempt } = hostile(file);
      const first = await running.agent.describe(id);
      const failed = await attempt();
      expect(failed).toMatchObject({ failure: 'mcp_bad_output', rpc: -32_000 });
      // Unnoticed, it would wait for the 60 seconds that a call has.
      expect(failed.ms).toBeLessThan(30_000);
      expect(await running.agent.describe(id)).toMatchObject({ processIds: first?.processIds, restarts: 0 });
    }
    const fits = await hostile('answers-too-much.mjs').attempt({ bytes: 2 * 1_048_576 });
    expect(fits.failure).toBeNull();
    expect(fits.text.length).toBeGreaterThan(2 * 1_048_576);
  });

  test('silence ends after the time the server has; calls of others go on meanwhile', async () => {
    const calm = await calmDuring(async () => {
      const silent = await hostile('never-answers.mjs').attempt();
      expect(silent).toMatchObject({ failure: 'mcp_call_timeout' });
      expect(silent.ms).toBeGreaterThan(1_900);
      expect(silent.ms).toBeLessThan(30_000);
    });
    expect(calm.failures).toEqual([]);
    expect(calm.meanwhile).toBeGreaterThan(0);
  });

  test('the first of two answers counts, and answers to other calls reach nobody', async () => {
    const twice = await Promise.all(Array.from({ length: 5 }, () => hostile('answers-twice.mjs').attempt()));
    expect(twice.map(({ facts }) => facts)).toEqual(twice.map(() => ({ answer: 1 })));
    const calm = await calmDuring(async () => {
      // It may meet the reading of its own list, too, and take its tool away by that.
      const failure = expect.stringMatching(/^mcp_(?:bad_output|tool_not_found)$/);
      for (let count = 0; count < 4; count += 1)
        expect(await hostile('answers-others.mjs').attempt()).toMatchObject({ failure, text: '' });
    });
    expect(calm.failures).toEqual([]);
  });

  test('what a client did not allow is refused to the server, not left unanswered', async () => {
    const asked = ['sampling/createMessage', 'elicitation/create', 'roots/list', 'tools/list', 'tools/call', 'no/such'];
    const refused = Object.fromEntries(asked.map((method) => [method, 'refused']));
    expect((await hostile('asks-too-much.mjs').attempt()).facts).toEqual(refused);
    const session = await openSession(`${running.url}/mcp`, program.token);
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'asks-too-much__attempt' } };
    const { body } = await post(`${running.url}/mcp`, call, session, program.token);
    expect(body.result).toMatchObject({ structuredContent: refused });
  });

  test('a slow starter does not hold up the list, which an official client reads with all of them in it', async () => {
    const { id } = hostile('starts-slowly.mjs');
    await program.call(mcpServerEndpoints.stop, { params: { id } });
    let hasStarted = false;
    const starting = program.call(mcpServerEndpoints.start, { params: { id } }).finally(() => (hasStarted = true));
    await using client = await connectClient(`${running.url}/mcp`, program.token, 'auto');
    const { tools } = await client.listTools();
    expect(hasStarted).toBe(false);
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['calm__echo', 'crashes__attempt', 'never-answers__attempt']));
    expect(await client.callTool({ name: 'calm__echo', arguments: { text: 'hello' } })).toMatchObject({
      content: [{ text: 'hello' }],
    });
    expect(await starting).toMatchObject({ state: 'running' });
  });

  test('a server that crashes again and again ends in quarantine; its calls fail at once, others do not notice', async () => {
    const { id, attempt } = hostile('crashes.mjs');
    const calm = await calmDuring(async () => {
      expect(await attempt()).toMatchObject({ failure: 'mcp_call_interrupted', rpc: -32_000 });
      await expect
        .poll(
          async () => {
            const { failure } = await attempt({ signal: 'SIGSEGV' });
            expect(failure).toMatch(
              /^mcp_(?:call_interrupted|server_unavailable|server_quarantined|server_not_running)$/,
            );
            return (await running.agent.describe(id))?.state;
          },
          { timeout: 60_000, interval: 200 },
        )
        .toBe('quarantined');
    });
    expect(calm.failures).toEqual([]);
    const refused = await attempt();
    const failure = expect.stringMatching(/^mcp_server_(?:unavailable|quarantined|not_running)$/);
    expect(refused).toMatchObject({ rpc: -32_000, failure });
  });

  test('a server that never speaks is not deployed, with its cause in plain words', async () => {
    const late = await tooSlow;
    expect(late.deployment).toMatchObject({ state: 'failed', cause: { code: 'handshake_failed' } });
    expect(late.deployment.cause?.message).toContain('does not speak MCP');
    expect(await running.agent.describe(late.id)).toBeNull();
  }, 200_000);

  test('API, worker and agent are the same processes, and a removal leaves nothing', async () => {
    expect(processIdsOf(running)).toEqual(before);
    await removeAll(program);
    await expect.poll(() => heldBy(running)).toEqual(nothingHeld);
    const { status } = await fetch(`${running.url}/api/v1/mcp/tools`, { headers: bearer(program.token) });
    expect(status).toBe(200);
  });
});
