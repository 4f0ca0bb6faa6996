import { expect, it } from 'vitest';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { foundTools } from './found-tools.ts';

const tool = (name: string, more: Partial<McpTool> = {}): McpTool => ({
  name: `shop__${name}`,
  serverId: 'mcp_1',
  serverName: 'shop',
  originalName: name,
  title: null,
  description: null,
  inputSchema: {},
  outputSchema: null,
  annotations: null,
  hidden: false,
  state: 'approved',
  reason: null,
  approvedHash: null,
  currentHash: 'a',
  ...more,
});
const namesOf = (tools: readonly McpTool[]) => tools.map(({ originalName }) => originalName);

it('puts what needs somebody first, then goes by name', () => {
  const tools = [tool('b'), tool('a'), tool('z', { state: 'held' }), tool('y', { state: 'quarantined' })];
  expect(namesOf(foundTools(tools, ''))).toEqual(['y', 'z', 'a', 'b']);
});

it('finds the tools that hold every word somewhere', () => {
  const tools = [tool('plan', { title: 'Plan the work' }), tool('count', { description: 'Counts the WORK done' })];
  expect(namesOf(foundTools(tools, 'work'))).toEqual(['count', 'plan']);
  expect(namesOf(foundTools(tools, ' work count '))).toEqual(['count']);
});
