import { expect, test } from 'vitest';
import type { CallOwner } from './call-owner.ts';
import { PendingCalls } from './pending-calls.ts';

const nobody: CallOwner = {
  answered: () => undefined,
  failed: () => undefined,
  progressed: () => undefined,
  told: () => undefined,
  asked: () => undefined,
};

const pending = (...methods: string[]): PendingCalls => {
  const calls = new PendingCalls();
  for (const method of methods)
    calls.add({ id: calls.nextId(), method, params: {}, owner: nobody, questions: new Set() });
  return calls;
};

test('something unreadable is blamed on the one call at work, though lists and pings wait beside it', () => {
  expect(pending('tools/list', 'tools/call', 'ping').only()?.method).toBe('tools/call');
  expect(pending('tools/list').only()?.method).toBe('tools/list');
});

test('with several at work nobody is blamed', () => {
  expect(pending('tools/call', 'tools/call').only()).toBeUndefined();
  expect(pending('tools/list', 'prompts/list').only()).toBeUndefined();
  expect(pending().only()).toBeUndefined();
});
