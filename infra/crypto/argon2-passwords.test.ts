import { expect, test } from 'vitest';
import { createArgon2Passwords } from './argon2-passwords.ts';
import { cpuMsOf } from '../../test/harness/cpu-time.ts';

test('a password verifies against its own hash only, however it was typed', async () => {
  const passwords = await createArgon2Passwords();
  const hash = await passwords.hash('Zoë’s very long password');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.verify('Zoë’s very long password'.normalize('NFD'), hash)).toBe(true);
  expect(await passwords.verify('zoë’s very long password', hash)).toBe(false);
  expect(await passwords.hash('Zoë’s very long password')).not.toBe(hash);
});

test('an unknown account is false and costs what a known one costs', async () => {
  const passwords = await createArgon2Passwords();
  const hash = await passwords.hash('a good long password');
  const timesMs: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  for (let round = 0; round < 15; round += 1) {
    for (const kind of ['known', 'unknown'] as const) {
      const guess = async () =>
        expect(await passwords.verify('a wrong guess', kind === 'known' ? hash : null)).toBe(false);
      timesMs[kind].push(await cpuMsOf(guess));
    }
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[7] ?? 0;
  // Without the decoy the ratio is near zero.
  expect(median(timesMs.unknown) / median(timesMs.known)).toBeGreaterThan(0.5);
  expect(median(timesMs.unknown) / median(timesMs.known)).toBeLessThan(2);
});
