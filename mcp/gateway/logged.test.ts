import { expect, test } from 'vitest';
import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import { ParkedCall } from '../../domain/mcp/parked-call.ts';
import { logged } from './logged.ts';

const caller: GatewayCaller = {
  identity: { kind: 'user', id: 'usr_1', name: 'Ada', workspaceId: 'w', permissions: new Set(), sessionId: null },
  token: 't',
  client: null,
  era: 'rest',
  sessionKey: null,
  correlationId: 'c',
  locale: 'en',
};

const outcomesOf = async (serve: () => Promise<Record<string, unknown>>): Promise<string[]> => {
  const outcomes: string[] = [];
  const log = { write: ({ outcome }: { outcome: string }) => outcomes.push(outcome) };
  await logged(log, caller, 'tools/call', { name: 'book' }, serve).catch(() => undefined);
  return outcomes;
};

test('a call that waits for a person is written once it has its answer, and not as an error before', async () => {
  expect(await outcomesOf(() => Promise.reject(new ParkedCall()))).toEqual([]);
  const asked = { resultType: 'input_required' };
  expect(await outcomesOf(() => Promise.reject(new ParkedCall(asked)))).toEqual(['ok']);
  expect(await outcomesOf(async () => ({ content: [] }))).toEqual(['ok']);
});

test('what nobody foresaw is an error, what the caller cancelled is not', async () => {
  expect(await outcomesOf(() => Promise.reject(new Error('broken')))).toEqual(['error']);
  expect(await outcomesOf(() => Promise.reject(new Error('the caller cancelled')))).toEqual(['cancelled']);
});
