import { expect, test } from 'vitest';
import { newServerRecord } from '../servers/new-server-record.ts';
import { NewMcpServer } from '../../../contracts/mcp-servers.ts';
import { lastWords } from './last-words.ts';

const wanted = NewMcpServer.parse({
  name: 'shop',
  title: 'Shop',
  source: { kind: 'npm', package: 'shop' },
  runtime: 'process',
});
const record = newServerRecord({ workspaceId: 'w', id: 'svc_1' }, wanted, null, new Date());
const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;

test('only what a server wrote since is told, without the values of its secrets', async () => {
  const lines = [{ at: at(1), text: 'from an earlier try' }];
  const words = await lastWords({ logs: async () => lines }, record, () => ({ KEY: 'tulip-4711', MODE: 'on' }));
  lines.push({ at: at(2), text: 'tulip-4711 is not on the list' });
  expect(await words.since()).toEqual(['••• is not on the list']);
});

test('an agent that cannot say leaves the words out', async () => {
  const words = await lastWords({ logs: () => Promise.reject(new Error('away')) }, record, () => ({}));
  expect(await words.since()).toEqual([]);
});
