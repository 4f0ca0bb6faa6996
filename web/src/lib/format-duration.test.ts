import { expect, it } from 'vitest';
import { formatDuration, formatUntil } from './format-duration.ts';

it('shows the two largest units of a duration', () => {
  expect(formatDuration(420, 'en')).toBe('420 ms');
  expect(formatDuration(59_400, 'en')).toBe('59 sec');
  expect(formatDuration(74_200, 'en')).toBe('1 min 14 sec');
  expect(formatDuration(59_900, 'en')).toBe('1 min');
  expect(formatDuration(7_500_000, 'en')).toBe('2 hr 5 min');
  expect(formatDuration(90_000_000, 'en')).toBe('1 day 1 hr');
  expect(formatDuration(1_840, 'de')).toBe('1,8 Sek.');
});

it('never shows a negative duration when clocks differ', () => {
  expect(formatDuration(-300, 'en')).toBe('0 ms');
});

it('counts down to an instant and then says now', () => {
  const nowMs = Date.parse('2026-11-21T08:00:00Z');
  expect(formatUntil('2026-11-21T08:00:42Z', nowMs, 'en')).toBe('in 42 sec.');
  expect(formatUntil('2026-11-21T08:05:00Z', nowMs, 'en')).toBe('in 5 min.');
  expect(formatUntil('2026-11-21T07:59:00Z', nowMs, 'en')).toBe('now');
});
