import { expect, test } from 'vitest';
import { filterOf, isFiltered, noFilter, paramsOf, queryOfFilter, type LogFilter } from './log-filter.ts';

const full: LogFilter = {
  search: 'quote & price',
  server: 'files',
  target: 'files__read',
  caller: 'usr_1',
  outcome: 'tool_error',
  range: '7d',
};

test('a filter goes into the address and comes back the same', () => {
  for (const filter of [full, noFilter, { ...full, range: '' as const }, { ...noFilter, outcome: 'ok' as const }])
    expect(filterOf(new URLSearchParams(paramsOf(filter).toString()))).toEqual(filter);
});

test('the usual filter leaves the address empty', () => {
  expect(paramsOf(noFilter).toString()).toBe('');
  expect([isFiltered(noFilter), isFiltered(full)]).toEqual([false, true]);
});

test('an address with unknown values is read as if they were not there', () => {
  expect(filterOf(new URLSearchParams('outcome=great&range=9y&other=1'))).toEqual(noFilter);
});

test('only what was chosen is asked of the server, and the range becomes a beginning that stands still for a minute', () => {
  const nowMs = Date.parse('2026-11-21T08:00:30.500Z');
  expect(queryOfFilter(noFilter, nowMs)).toEqual({ from: '2026-11-20T08:00:00.000Z' });
  expect(queryOfFilter({ ...noFilter, range: '' }, nowMs)).toEqual({});
  expect(queryOfFilter(full, nowMs)).toEqual({
    search: 'quote & price',
    server: 'files',
    target: 'files__read',
    caller: 'usr_1',
    outcome: 'tool_error',
    from: '2026-11-14T08:00:00.000Z',
  });
});
