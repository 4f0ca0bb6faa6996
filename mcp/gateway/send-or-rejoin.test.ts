import { expect, test } from 'vitest';
import { callerOf, definitionsOf, fakeGateway, recordOf } from './gateway.fixture.ts';

test('a call that waits in another process is never made a second time, and says nothing about its server', async () => {
  const { gateway, fake } = fakeGateway({ files: {} }, [recordOf('files', {}, { definitions: definitionsOf('read') })]);
  await using _ = gateway;
  const view = gateway.open(callerOf());
  const params = { name: 'files__read', arguments: {} };
  const park = { key: 'call-1', owner: 'ada', rejoins: true, onKept: () => undefined };
  for (let tries = 0; tries < 6; tries += 1)
    await expect(view.request('tools/call', params, { park })).rejects.toMatchObject({ code: 'mcp_call_interrupted' });
  expect(fake('files').calls).toEqual([]);
  await view.request('tools/call', params, { park: { ...park, rejoins: false } });
  expect(fake('files').calls).toHaveLength(1);
});
