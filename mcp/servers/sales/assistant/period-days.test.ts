import { expect, it } from 'vitest';
import { periodDays } from './period-days.ts';

const now = new Date('2026-11-21T10:00:00Z');

it.each([
  ['last month', '2026-10-01', '2026-10-31'],
  ['letzten Monat', '2026-10-01', '2026-10-31'],
  ['this year', '2026-01-01', '2026-12-31'],
  ['Vorjahr', '2025-01-01', '2025-12-31'],
  ['Q1', '2026-01-01', '2026-03-31'],
  ['q3 2025', '2025-07-01', '2025-09-30'],
  ['letzte Woche', '2026-11-09', '2026-11-15'],
  ['today', '2026-11-21', '2026-11-21'],
  ['gestern', '2026-11-20', '2026-11-20'],
  ['März', '2026-03-01', '2026-03-31'],
  ['december', '2025-12-01', '2025-12-31'],
  ['last 7 days', '2026-11-15', '2026-11-21'],
  ['2024', '2024-01-01', '2024-12-31'],
])('%s is %s to %s', (written, from, to) => {
  expect(periodDays(written, now)).toEqual({ from, to });
});

it('does not guess', () => {
  expect(periodDays('when pigs fly', now)).toBeNull();
  expect(periodDays(undefined, now)).toBeNull();
});
