import { expect, test } from 'vitest';
import { freePort, holdPort } from './free-port.ts';

test('a free port is one that the system gives to nobody by itself, and each answer is another', async () => {
  const ports = [await freePort(), await freePort(), await freePort()];
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) expect(port).toBeLessThan(32_768);
});

test('the preferred port is taken unless somebody has it', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);
  const release = await holdPort(port);
  expect(await holdPort(port)).toBeUndefined();
  expect(await freePort(port)).not.toBe(port);
  await release?.();
  expect(await freePort(port)).toBe(port);
});
