import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { groupNameOf, openControlGroups } from './control-groups.ts';
import { openIsolatedNetwork } from './isolated-network.ts';
import { readProcess, readProcessTable } from './process-table.ts';
import { sandboxProblem } from './test-sandbox.ts';

const script = resolve(import.meta.dirname, '..', '..', '..', 'test', 'mcp', 'hostile', 'holds-servers.ts');
const Told = z.object({ processIds: z.array(z.number()).min(4), base: z.string() });

test.skipIf(sandboxProblem !== null)(
  'when the agent is killed, its servers, their helpers and their limits go with it',
  async () => {
    const network = (await openIsolatedNetwork()).problem === null ? 'network' : 'none';
    const agent = spawn(process.execPath, [script, network], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: agent.stdout }), 'line');
    const { processIds, base } = Told.parse(JSON.parse(String(line)));
    const children = (await readProcessTable()).filter(({ parentId }) => parentId === agent.pid);
    expect(children.length).toBeGreaterThanOrEqual(network === 'network' ? 2 : 1);
    const group = await groupNameOf(agent.pid ?? 0);
    const itsGroups = async () =>
      (await readdir('/sys/fs/cgroup', { recursive: true }).catch(() => [])).filter((path) =>
        path.includes(`/${group}-`),
      );
    const held = await itsGroups();
    agent.kill('SIGKILL');
    await once(agent, 'exit');
    const all = [...processIds, ...children.map(({ processId }) => processId)];
    const left = async () => (await Promise.all(all.map(readProcess))).filter((entry) => entry !== null);
    await expect.poll(left).toEqual([]);
    // The next agent takes back what the kernel keeps.
    const { controls } = await openControlGroups();
    expect(held.length > 0).toBe(controls.size > 0);
    expect(await itsGroups()).toEqual([]);
    await rm(base, { recursive: true, force: true });
  },
);
