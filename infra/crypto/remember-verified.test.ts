import { expect, test } from 'vitest';
import { rememberVerified } from './remember-verified.ts';

const setUp = () => {
  const clock = { seconds: 1_000 };
  const asked: string[] = [];
  const verify = (token: string) => {
    asked.push(token);
    if (token === 'bad') throw new Error('refused');
    return { nbf: 1_000, exp: 1_900 };
  };
  const { read, knows } = rememberVerified({
    verify,
    nowSeconds: () => clock.seconds,
    toleranceSeconds: 30,
    maxEntries: 2,
  });
  return { clock, asked, read, knows };
};

test('a signature is checked once, as long as the token is in its time', () => {
  const { clock, asked, read } = setUp();
  read('a');
  clock.seconds = 1_929;
  read('a');
  expect(asked).toEqual(['a']);
  clock.seconds = 1_930;
  read('a');
  clock.seconds = 969;
  read('a');
  expect(asked).toEqual(['a', 'a', 'a']);
});

test('what was refused is never remembered, and the oldest goes when there are too many', () => {
  const { asked, read, knows } = setUp();
  expect(() => read('bad')).toThrow('refused');
  expect(() => read('bad')).toThrow('refused');
  for (const token of ['a', 'b', 'c', 'c', 'a']) read(token);
  expect(asked).toEqual(['bad', 'bad', 'a', 'b', 'c', 'a']);
  expect(['bad', 'a', 'b', 'c'].filter(knows)).toEqual(['a', 'c']);
});
