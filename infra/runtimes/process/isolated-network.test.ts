import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { openIsolatedNetwork } from './isolated-network.ts';
import { readProcessTable } from './process-table.ts';
import { openHostile, sandboxProblem } from './test-sandbox.ts';

const problem = sandboxProblem ?? (await openIsolatedNetwork()).problem;

describe.skipIf(problem !== null)(`a sandbox with network${problem === null ? '' : `: ${problem}`}`, () => {
  test('has a way out, and none to this machine, its neighbours or the metadata address', async () => {
    const canary = createServer((socket) => socket.end('reached')).listen(0, '0.0.0.0');
    await once(canary, 'listening');
    const address = canary.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const hosts = own.filter(({ family }) => family === 'IPv4').map((entry) => entry.address);
    await using hostile = await openHostile('reaches-network.mjs', { network: true });
    const facts = await hostile.attempt({
      targets: [
        ...['127.0.0.1', '198.18.77.2', '10.0.2.2', ...hosts].map((host) => ({ host, port })),
        ...['169.254.169.254', '10.0.0.1', '172.16.0.1', '192.168.0.1'].map((host) => ({ host, port: 80 })),
      ],
      datagrams: [
        { host: '169.254.169.254', port: 53 },
        { host: '1.1.1.1', port: 9 },
      ],
    });
    canary.close();
    expect(facts.connected).toEqual([]);
    // Loopback lies inside the sandbox too, so a datagram tells whether a route is there: to the outside, and nowhere else.
    expect(facts.sent).toEqual([{ host: '1.1.1.1', port: 9 }]);
    expect(facts.interfaces).toContain('tap0');
  });

  test('is refused to a process that shares our network: closing that would cut this machine off', async () => {
    const routes = () => readFile('/proc/net/route', 'utf8');
    const before = await routes();
    const sharing = spawn('sleep', ['60']);
    await once(sharing, 'spawn');
    const network = await openIsolatedNetwork();
    await expect(network.connect(sharing.pid ?? 0)).rejects.toThrow('no network of its own');
    sharing.kill();
    expect(await routes()).toBe(before);
  });

  test('leaves no network program behind when it ends', async () => {
    const before = new Set((await readProcessTable()).map(({ processId }) => processId));
    const hostile = await openHostile('never-answers.mjs', { network: true });
    const started = (await ourChildren()).filter((processId) => !before.has(processId));
    expect(started.length).toBeGreaterThanOrEqual(2);
    await hostile[Symbol.asyncDispose]();
    expect((await ourChildren()).filter((processId) => started.includes(processId))).toEqual([]);
  });
});

describe.skipIf(sandboxProblem !== null)('where no network of its own can be made', () => {
  test('what is missing is named, with what to do', async () => {
    const network = await openIsolatedNetwork({ PATH: '/nowhere' }, '/nowhere');
    expect(network.problem).toContain('apt-get install slirp4netns');
    await expect(network.connect(1)).rejects.toThrow('no isolated network');
  });
});

const ourChildren = async () =>
  (await readProcessTable()).filter(({ parentId }) => parentId === process.pid).map(({ processId }) => processId);
