import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpServerEndpoints } from '../../contracts/mcp-servers.ts';
import type { AgentServer } from '../../domain/mcp/deployment-agent.ts';
import { readProcess } from '../../infra/runtimes/process/process-table.ts';
import { sandboxProblem } from '../../infra/runtimes/process/test-sandbox.ts';
import {
  registerHostile,
  fewAtOnce,
  heldBy,
  nothingHeld,
  startHostilePlatform,
  type HostileServer,
} from '../harness/hostile-servers.ts';
import type { TestPlatform, TestProgram } from '../harness/platform.ts';
import { until } from '../harness/until.ts';
import { connectClient, modern, post } from './fixtures/edge-clients.ts';

const slowCount = 10;
const deadCount = 5;
const sleeperCount = 5;
const all = 100;
/** As slow as the slow ones are at their start and at their list. */
const slowMs = 8_000;
/** What a call has that nobody answers. */
const callTimeoutMs = 60_000;
/** By the breaker, by the agent, or by the record once a probe has been there. */
const refused = /^mcp_server_(?:unavailable|quarantined|not_running)$/;

type Child = Omit<HostileServer, 'deployment'>;

let running: TestPlatform;
let program: TestProgram;
let children: Child[];
let slow: Child[];
let dead: Child[];
let sleepers: Child[];
let well: Child[];

const described = async (): Promise<Map<string, AgentServer>> =>
  new Map<string, AgentServer>((await running.agent.list()).map((each) => [each.id, each]));
const inState = async (some: readonly Child[], state: AgentServer['state']): Promise<number> => {
  const found = await described();
  return some.filter(({ id }) => found.get(id)?.state === state).length;
};
const setMood = ({ id }: Child, mood: string): Promise<void> =>
  writeFile(join(running.platform.dataDir, 'agent', 'servers', id, 'data', 'mood'), mood, { mode: 0o644 });
const answersOf = (some: readonly Child[]) =>
  fewAtOnce(some, async ({ name, attempt }) => {
    const { facts, failure, rpc, ms } = await attempt({ given: name });
    return { given: facts.given, failure, rpc, ms };
  });
const listTools = async (): Promise<{ names: string[]; ms: number }> => {
  const { body, headers } = modern('tools/list');
  const startedMs = performance.now();
  const answer = await post(`${running.url}/mcp`, body, headers, program.token);
  const ms = performance.now() - startedMs;
  return {
    names: [...JSON.stringify(answer.body).matchAll(/"name":"(child-\d+)__attempt"/g)].map(([, name]) => name ?? ''),
    ms,
  };
};

describe.skipIf(sandboxProblem !== null)(`a hundred children ${sandboxProblem ?? ''}`, () => {
  beforeAll(async () => {
    running = await startHostilePlatform();
    program = await running.program();
    const numbers = Array.from({ length: all }, (_, index) => index);
    const startedMs = performance.now();
    children = await fewAtOnce(numbers, (number) =>
      registerHostile(running, program, 'has-moods.mjs', {
        name: `child-${number}`,
        limits: { memoryMb: 128 },
        idleSleepSeconds: number < sleeperCount ? 5 : null,
      }),
    );
    console.info(`a hundred children after ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`);
    sleepers = children.slice(0, sleeperCount);
    slow = children.slice(sleeperCount, sleeperCount + slowCount);
    dead = children.slice(sleeperCount + slowCount, sleeperCount + slowCount + deadCount);
    well = children.slice(sleeperCount + slowCount + deadCount);
  });
  afterAll(() => running?.[Symbol.asyncDispose]());

  test('all are listed and called', async () => {
    await using client = await connectClient(`${running.url}/mcp`, program.token, 'auto');
    const { tools } = await client.listTools();
    expect(tools.filter(({ name }) => name.startsWith('child-'))).toHaveLength(all);
    const answers = await answersOf(children);
    expect(answers.map(({ given }) => given)).toEqual(children.map(({ name }) => name));
  });

  test('those without a call go to sleep, and wake with the next one', async () => {
    await expect.poll(() => inState(sleepers, 'sleeping'), { timeout: 90_000, interval: 500 }).toBe(sleeperCount);
    const found = await described();
    expect(sleepers.map(({ id }) => found.get(id)?.processIds)).toEqual(sleepers.map(() => []));
    expect(await inState([...slow, ...dead, ...well], 'running')).toBe(all - sleeperCount);
    const woken = await answersOf(sleepers);
    expect(woken.map(({ given }) => given)).toEqual(sleepers.map(({ name }) => name));
  });

  test('after kill -9 of agent and gateway, with 10 slow and 5 dead ones: the first list waits for none of them', async () => {
    const before = [...(await described()).values()].flatMap(({ processIds }) => processIds);
    expect(before.length).toBeGreaterThanOrEqual(all);
    await Promise.all([...slow.map((child) => setMood(child, 'slow')), ...dead.map((child) => setMood(child, 'dead'))]);
    const { agent, api } = running.platform;
    agent?.kill('SIGKILL');
    api.kill('SIGKILL');
    const orphans = async () => (await Promise.all(before.map(readProcess))).filter((entry) => entry !== null);
    await expect.poll(orphans).toEqual([]);
    await until('the API again', async () => (await fetch(`${running.url}/api/v1/health/ready`)).ok);

    const first = await listTools();
    console.info(`first tools/list after the kill: ${first.ms.toFixed(0)} ms`);
    expect(first.names).toHaveLength(all);
    expect(first.ms).toBeLessThan(slowMs);

    await agent?.waitReady();
    const [healthy, gone] = await Promise.all([answersOf(well), answersOf(dead)]);
    expect(healthy.map(({ given }) => given)).toEqual(well.map(({ name }) => name));
    expect(gone.map(({ rpc }) => rpc)).toEqual(dead.map(() => -32_000));
    const longestMs = Math.max(...gone.map(({ ms }) => ms));
    console.info(
      `calls right after: healthy ≤ ${Math.max(...healthy.map(({ ms }) => ms)).toFixed(0)} ms, dead ≤ ${longestMs.toFixed(0)} ms`,
    );
    expect(longestMs).toBeLessThan(callTimeoutMs);
  });

  test('the dead ones answer at once; the slow ones and all others are back', async () => {
    await expect.poll(() => inState(dead, 'quarantined'), { timeout: 150_000, interval: 500 }).toBe(deadCount);
    const gone = await answersOf(dead);
    expect(gone.map(({ rpc, failure }) => ({ rpc, failure }))).toEqual(
      dead.map(() => ({ rpc: -32_000, failure: expect.stringMatching(refused) })),
    );
    console.info(`calls of the dead: ≤ ${Math.max(...gone.map(({ ms }) => ms)).toFixed(0)} ms`);
    expect(Math.max(...gone.map(({ ms }) => ms))).toBeLessThan(slowMs);
    await expect
      .poll(() => inState([...slow, ...well], 'running'), { timeout: 90_000 })
      .toBe(all - deadCount - sleeperCount);
    const answers = await answersOf([...slow, ...sleepers]);
    expect(answers.map(({ given }) => given)).toEqual([...slow, ...sleepers].map(({ name }) => name));
    expect((await listTools()).names).toHaveLength(all);
    const { items } = await program.call(mcpServerEndpoints.list, { query: { limit: 200 } });
    expect(items).toHaveLength(all);
  }, 240_000);

  test('the removal of all leaves no process and no file', async () => {
    await fewAtOnce(children, ({ id }) => running.agent.remove(id));
    await expect.poll(() => heldBy(running)).toEqual({ ...nothingHeld, records: all });
  });
});
