import { describe, expect, test, vi } from 'vitest';
import { definitionHash } from '../../domain/mcp/definition-hash.ts';
import type { ToolRule } from '../../domain/mcp/mcp-server-store.ts';
import { ownToolNames } from '../../domain/mcp/reserved-tool-names.ts';
import { toolsOf } from '../../domain/mcp/servers/server-tools.ts';
import type { GatewayView } from '../../domain/mcp/gateway.ts';
import { callerOf, definitionsOf, fakeGateway, namesOf, recordOf, tool } from './gateway.fixture.ts';

const call = (view: GatewayView, name: string, args = {}) => view.request('tools/call', { name, arguments: args });

describe('the tools of all servers', () => {
  test('are listed together, those of others under the name of their server, and called where they live', async () => {
    await using under = fakeGateway({ files: { tools: [tool('read')] }, mail: { tools: [tool('send')] } }, [
      recordOf('files', {}, { definitions: definitionsOf('read') }),
      recordOf('mail', {}, { definitions: definitionsOf('send') }),
    ]).gateway;
    const view = under.open(callerOf());
    const names = await namesOf(view);
    expect(names).toEqual(expect.arrayContaining(['generate_quote', 'list_products', 'files__read', 'mail__send']));
    expect(await call(view, 'mail__send')).toEqual({ content: [{ type: 'text', text: 'send' }] });
  });

  test('stand under their own names where one server is asked for', async () => {
    const { gateway } = fakeGateway({ files: {} }, [recordOf('files', {}, { definitions: definitionsOf('read') })]);
    await using _ = gateway;
    const view = gateway.open(callerOf(), { server: 'files' });
    expect(await namesOf(view)).toEqual(['read']);
    expect(await call(view, 'read')).toEqual({ content: [{ type: 'text', text: 'read' }] });
    await expect(gateway.open(callerOf(), { server: 'nobody' }).request('tools/list', {})).rejects.toThrow(
      'mcp_server_not_found',
    );
  });

  test('a server that was never read is read as soon as somebody looks, and the list says so', async () => {
    const { gateway } = fakeGateway({ files: { tools: [tool('read')] } }, [recordOf('files')]);
    await using _ = gateway;
    const view = gateway.open(callerOf());
    const heard: string[] = [];
    expect(await namesOf(view)).not.toContain('files__read');
    view.listen((method) => heard.push(method));
    await vi.waitFor(() => expect(heard).toEqual(['notifications/tools/list_changed']));
    expect(await namesOf(view)).toContain('files__read');
  });

  test('a server that could not be read at first is asked again', async () => {
    let tries = 0;
    const onAttach = async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    };
    const { gateway } = fakeGateway({ files: { tools: [tool('read')], onAttach } }, [recordOf('files')]);
    await using _ = gateway;
    const view = gateway.open(callerOf(), { server: 'files' });
    await vi.waitFor(async () => expect(await namesOf(view)).toEqual(['read']));
    expect(tries).toBe(2);
  });

  test('whose names collide are called where they live, under the names that the console shows', async () => {
    const long = 'x'.repeat(70);
    const names = ['read', `${long}1`, 'list_products', 'search_tools'];
    const records = ['one', 'two'].map((name) =>
      recordOf(name, { prefixed: false }, { definitions: definitionsOf(...names) }),
    );
    const says = (server: string) => ({ call: () => ({ content: [{ type: 'text', text: server }] }) });
    const { gateway } = fakeGateway({ one: says('one'), two: says('two') }, records.toReversed());
    await using _ = gateway;
    const view = gateway.open(callerOf());
    const listed = await namesOf(view);
    const ours = listed.slice(0, -2 * names.length);
    expect(new Set(ours)).toEqual(new Set(ownToolNames));
    for (const { server } of records) {
      const shown = (await toolsOf(records, server.id)).map(({ name }) => name);
      expect(listed).toEqual(expect.arrayContaining(shown));
      for (const name of shown)
        expect(await call(view, name)).toEqual({ content: [{ type: 'text', text: server.name }] });
    }
    expect(new Set(listed).size).toBe(listed.length);
  });

  test('what an admin hid is neither listed, found nor called; what they renamed has its new name alone', async () => {
    const rule = async (name: string, changes: Partial<ToolRule>): Promise<[string, ToolRule]> => [
      name,
      { hidden: false, rename: null, approvedHash: await definitionHash(tool(name)), ...changes },
    ];
    const toolRules = Object.fromEntries([
      await rule('wipe', { hidden: true }),
      await rule('read', { rename: 'look' }),
    ]);
    const { gateway, fake } = fakeGateway({ files: {} }, [
      recordOf('files', {}, { definitions: definitionsOf('wipe', 'read'), toolRules }),
    ]);
    await using _ = gateway;
    for (const options of [{}, { server: 'files' }]) {
      const view = gateway.open(callerOf(), options);
      const names = await namesOf(view);
      expect(names).toContain('look');
      expect(names.filter((name) => /wipe|read/.test(String(name)))).toEqual([]);
      for (const name of ['wipe', 'files__wipe', 'read', 'files__read'])
        await expect(call(view, name)).rejects.toThrow('mcp_tool_not_found');
    }
    const view = gateway.open(callerOf());
    expect(JSON.stringify(await call(view, 'search_tools', { query: 'wipe' }))).not.toContain('files__wipe');
    await expect(call(view, 'call_tool', { name: 'files__wipe' })).rejects.toThrow('mcp_tool_not_found');
    await call(view, 'look');
    expect(fake('files').calls).toEqual([{ method: 'tools/call', params: { name: 'read', arguments: {} } }]);
  });

  test('another workspace sees and reaches none of them', async () => {
    const { gateway } = fakeGateway({ files: {} }, [recordOf('files', {}, { definitions: definitionsOf('read') })]);
    await using _ = gateway;
    const stranger = gateway.open(callerOf('wsp_b'));
    expect(await namesOf(stranger)).not.toContain('files__read');
    await expect(call(stranger, 'files__read')).rejects.toThrow('mcp_tool_not_found');
    const direct = gateway.open(callerOf('wsp_b'), { server: 'files' });
    await expect(direct.request('tools/list', {})).rejects.toThrow('mcp_server_not_found');
  });
});
