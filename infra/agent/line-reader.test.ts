import { expect, test } from 'vitest';
import { LineReader } from './line-reader.ts';

const readAll = (maxBytes: number, chunks: readonly string[]): string[] => {
  const seen: string[] = [];
  const reader = new LineReader(maxBytes, {
    line: (line) => seen.push(line.toString()),
    tooLong: (head) => seen.push(`too long: ${head.toString().slice(0, 4)}`),
    skipped: (tail) => seen.push(`skipped: ${tail.toString().slice(-4)}`),
  });
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  return seen;
};

test('lines come out whole, however they were cut', () => {
  const text = 'first\nsecond ü\n\nthird\nnot ended';
  const whole = ['first', 'second ü', 'third'];
  expect(readAll(100, [text])).toEqual(whole);
  expect(readAll(100, text.split(''))).toEqual(whole);
});

test('a line over the limit is told of at once by its start, at its end by its end, and reading goes on', () => {
  const long = `head${'x'.repeat(3_000)}tail`;
  const seen = ['a', 'too long: head', 'skipped: tail', 'b'];
  expect(readAll(2_000, [`a\n${long}\nb\n`])).toEqual(seen);
  expect(readAll(2_000, ['a\n', ...(long.match(/.{1,7}/g) ?? []), '\nb\n'])).toEqual(seen);
});

test('a line of just the limit is read', () => {
  expect(readAll(5, ['12345\n123456\n'])).toEqual(['12345', 'too long: 1234', 'skipped: 3456']);
});

test('the bytes of a line over the limit are free at once, whoever reads many of them at a time', () => {
  const reader = new LineReader(100, { line: () => undefined });
  const pieces = Array.from({ length: 4 }, () => Buffer.from(new ArrayBuffer(60)).fill('x'));
  for (const piece of pieces) reader.push(piece);
  expect(pieces.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0, 0, 0]);
});
