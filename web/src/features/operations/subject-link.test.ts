import { expect, it } from 'vitest';
import { subjectLink } from './subject-link.ts';

it.each([
  ['document', '/requests/x'],
  ['quote', '/quotes/x'],
  ['mcp-deployment', '/servers/deployments/x'],
  ['mcp-server', '/servers/x'],
] as const)('a %s is opened where it is at home', (kind, to) => {
  expect(subjectLink({ kind, id: 'x', label: 'X' })?.to).toBe(to);
});

it('leads nowhere for a call, which only its caller may open', () => {
  expect(subjectLink({ kind: 'mcp-task', id: 'x', label: 'X' })).toBeNull();
});
