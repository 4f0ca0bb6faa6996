import { expect, test } from 'vitest';
import { isRiskyPattern } from './risky-pattern.ts';
import { cpuMsOf } from '../../test/harness/cpu-time.ts';

test.each([
  '^(a+)+$',
  '^(a*)*$',
  '(a|a)*',
  '(a|[a-z])+b',
  '^([a-zA-Z]+)*$',
  '(.*)*x',
  '(\\d+)*$',
  '(\\w|\\d)+$',
  '((a{1,}){2,})!',
  '^(?:[^@]+)+@$',
  '(x(a+)+y)',
  '(a?b?c*)+$',
  '(',
  `(${'a'.repeat(3_000)})`,
])('%s may take forever', (pattern) => {
  expect(isRiskyPattern(pattern)).toBe(true);
});

test.each([
  '^[a-z]+$',
  '^[a-z]+(-[a-z]+)*$',
  '^(foo|bar)+$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^(\\d{1,3}\\.){3}\\d{1,3}$',
  '^[^/]+(/[^/]+)*$',
  '^https?://[^\\s]+$',
  '^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$',
  '^\\p{L}+$',
  '[)(]+',
  '\\(a+\\)+',
  '^(?!-)[a-z0-9-]{1,63}$',
  '',
])('%s is harmless', (pattern) => {
  expect(isRiskyPattern(pattern)).toBe(false);
});

test('the check itself takes no time, whatever it is given', async () => {
  const parts = ['(', '[', '(a|', 'a*', '(?:a', '\\', '{1,', '(a*)'];
  const checkAll = () => parts.forEach((part) => isRiskyPattern(part.repeat(2_000 / part.length)));
  expect(await cpuMsOf(checkAll)).toBeLessThan(500);
});
