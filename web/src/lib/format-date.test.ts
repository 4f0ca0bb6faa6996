import { beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Module from './format-date.ts';

type Format = typeof Module;

describe('times', () => {
  let format: Format;
  const nowMs = Date.parse('2026-11-20T12:00:00Z');
  beforeAll(async () => {
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
    vi.stubGlobal('navigator', { languages: ['en-GB', 'de-DE'] });
    format = await import('./format-date.ts');
  });

  it.each([
    ['2026-11-20T11:59:40Z', 'now'],
    ['2026-11-20T11:55:00Z', '5 min ago'],
    ['2026-11-20T09:01:00Z', '2 hr ago'],
    ['2026-11-19T11:00:00Z', 'yesterday'],
    ['2026-11-22T12:00:00Z', 'in 2 days'],
  ])('says how long ago %s is', (instant, expected) => {
    expect(format.formatRelative(instant, 'en', nowMs)).toBe(expected);
  });
  it('shows a calendar day as that day in every time zone', () => {
    expect(format.formatDay('2026-12-01', 'de')).toBe('01.12.2026');
  });
  it('shows a file size in the unit that reads best', () => {
    expect(format.formatBytes(814, 'en')).toBe('814\u00A0B');
    expect(format.formatBytes(64_300_000, 'en')).toBe('64.3 MB');
  });
});
