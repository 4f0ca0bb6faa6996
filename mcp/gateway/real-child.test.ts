import { expect, test, vi } from 'vitest';
import { startTestAgent, testSpec } from '../../agent/test-agent.ts';
import { callerOf, definitionsOf, fakeGateway, memoryStore, recordOf } from './gateway.fixture.ts';

test('a real process behind a real agent is called, and back after it was killed', async () => {
  const { client } = await startTestAgent();
  const record = recordOf('files', {}, { definitions: definitionsOf('echo') });
  const spec = testSpec({ id: record.server.id, name: 'files' });
  await client.create(spec);
  await client.start(spec.id, spec.installation);
  // The program answers every list with nothing; what it can do stands in the record.
  const servers = { ...memoryStore([record]), change: async () => null };
  const { gateway } = fakeGateway({}, [record], { agent: client, servers });
  await using _ = gateway;
  const view = gateway.open(callerOf(), { server: 'files' });
  const echo = (value: number) => view.request('tools/call', { name: 'echo', arguments: { value } });
  expect(await echo(1)).toMatchObject({ content: [{ text: '{"value":1}' }] });
  const [processId] = (await client.describe(spec.id))?.processIds ?? [];
  process.kill(processId ?? 0, 'SIGKILL');
  await vi.waitFor(async () => expect(await echo(2)).toMatchObject({ content: [{ text: '{"value":2}' }] }));
});
