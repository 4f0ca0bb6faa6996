import { expect, test } from 'vitest';
import { recordOf } from './gateway.fixture.ts';
import { createWorkspaces } from './workspaces.ts';

const idleMs = 900_000;

const start = ({ staleMs = Infinity } = {}) => {
  const clock = { nowMs: 0 };
  const database = { isAway: false, answers: Promise.resolve() };
  const reads: string[] = [];
  const workspaces = createWorkspaces({
    store: {
      all: async (workspaceId) => {
        if (database.isAway) throw new Error('the database is away');
        reads.push(workspaceId);
        await database.answers;
        return [recordOf(`files-${workspaceId}`, {}, { workspaceId })];
      },
    },
    own: { names: [], definitions: () => Promise.reject(new Error('there are none')) },
    now: () => clock.nowMs,
    onChange: () => undefined,
    staleMs,
    freshMs: Infinity,
    idleMs,
  });
  return { clock, database, reads, workspaces };
};

test('a workspace that nobody asked for in a long time leaves the memory, and is read again when it comes back', async () => {
  const { clock, reads, workspaces } = start();
  const old = await workspaces.get('w1');
  clock.nowMs = idleMs - 1;
  await workspaces.get('w2');
  expect(workspaces.forgetIdle(() => false)).toEqual([]);
  clock.nowMs = idleMs;
  expect(workspaces.forgetIdle(() => false)).toEqual([old]);
  expect(workspaces.peek('w1')).toBeNull();
  expect(workspaces.peek('w2')).not.toBeNull();
  await workspaces.get('w1');
  expect(reads).toEqual(['w1', 'w2', 'w1']);
});

test('a workspace whose servers still work on a call stays', async () => {
  const { clock, workspaces } = start();
  const busy = await workspaces.get('w1');
  clock.nowMs = 10 * idleMs;
  expect(workspaces.forgetIdle((snapshot) => snapshot === busy)).toEqual([]);
  expect(workspaces.peek('w1')).toBe(busy);
});

test('while the database is away what was read last goes on serving, and nobody is told that they have no servers', async () => {
  const { clock, database, workspaces } = start({ staleMs: 10_000 });
  const known = await workspaces.get('w1');
  database.isAway = true;
  clock.nowMs = 60_000;
  expect(await workspaces.get('w1')).toBe(known);
  await expect(workspaces.get('w2')).rejects.toThrow('the database is away');
  database.isAway = false;
  expect((await workspaces.get('w2')).records).toHaveLength(1);
});

test('who is told nothing old gets what was read after they asked, also when a reading is under way', async () => {
  const { clock, database, reads, workspaces } = start({ staleMs: 0 });
  const { promise, resolve } = Promise.withResolvers<void>();
  database.answers = promise;
  const first = workspaces.get('w1');
  clock.nowMs = 1;
  const second = workspaces.get('w1');
  resolve();
  await Promise.all([first, second]);
  expect(reads).toHaveLength(2);
});
