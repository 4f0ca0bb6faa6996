import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAgentId } from './agent-id.ts';

test('an agent keeps its id, and one with another folder has another', async () => {
  const [one, other] = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), 'throughline-agent-id-'))));
  const id = await readAgentId(String(one));
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(await readAgentId(String(one))).toBe(id);
  expect(await readAgentId(String(other))).not.toBe(id);
  for (const folder of [one, other]) await rm(String(folder), { recursive: true });
});
