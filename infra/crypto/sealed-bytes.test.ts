import { expect, test } from 'vitest';
import { createSealer } from './sealed-bytes.ts';

const secret = 'a secret that only tests use, long enough';

test('sealed bytes open again with the same secret and purpose only', () => {
  const sealed = createSealer(secret, 'replies').seal(Buffer.from('shown once'));
  expect(createSealer(secret, 'replies').open(sealed).toString()).toBe('shown once');
  expect(() => createSealer(secret, 'other').open(sealed)).toThrow(/unable to authenticate/i);
  expect(() => createSealer(`${secret}!`, 'replies').open(sealed)).toThrow(/unable to authenticate/i);
});

test('one changed bit anywhere is noticed', () => {
  const sealer = createSealer(secret, 'replies');
  const sealed = sealer.seal(Buffer.from('shown once'));
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(() => sealer.open(changed)).toThrow(/unable to authenticate/i);
  }
});
