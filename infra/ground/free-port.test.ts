import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { freePort, isPortFree } from './free-port.ts';

test('a free port is one that the system gives to nobody by itself, and each answer is another', async () => {
  const ports = [await freePort(), await freePort(), await freePort()];
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) expect(port).toBeLessThan(32_768);
});

test('the preferred port is taken unless somebody has it', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  expect(await isPortFree(port)).toBe(false);
  expect(await freePort(port)).not.toBe(port);
  squatter.close();
});
