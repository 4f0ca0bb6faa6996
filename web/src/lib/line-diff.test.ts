import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

const shown = (before: string, after: string) =>
  lineDiff(before, after).map((row) => [row.before, row.after, row.isSame ? '=' : '≠'].join('|'));

test('lines that stayed stand beside each other, and a changed line beside what came in its place', () => {
  expect(shown('a\nb\nc', 'a\nB\nc')).toEqual(['a|a|=', 'b|B|≠', 'c|c|=']);
});

test('an added line has nothing beside it, and the rest stays aligned', () => {
  expect(shown('a\nc', 'a\nb\nc')).toEqual(['a|a|=', '|b|≠', 'c|c|=']);
  expect(shown('a\nb\nc', 'a\nc')).toEqual(['a|a|=', 'b||≠', 'c|c|=']);
});

test('a line that moved is found again where most lines stay', () => {
  expect(shown('x\na\nb\nc', 'a\nb\nc\nx')).toEqual(['x||≠', 'a|a|=', 'b|b|=', 'c|c|=', '|x|≠']);
});

test('texts too long to compare are shown as replaced, and quickly', () => {
  const long = (word: string) => Array.from({ length: 3_000 }, (_, line) => `${word} ${line}`).join('\n');
  const rows = lineDiff(long('a'), long('b'));
  expect(rows).toHaveLength(3_000);
  expect(rows.every(({ isSame }) => !isSame)).toBe(true);
});
