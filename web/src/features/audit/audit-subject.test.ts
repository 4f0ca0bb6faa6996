import { expect, it } from 'vitest';
import { auditSubjectLink, auditSubjectName, curatedHow } from './audit-subject.ts';

const curated = {
  action: 'mcp_tool.curate',
  subject: 'mcp_1',
  before: { tool: 'plan', hidden: false, rename: null, approvedHash: 'a' },
  after: { tool: 'plan', hidden: false, rename: null, approvedHash: 'b' },
};
const connected = {
  action: 'mcp_connection.connect',
  subject: 'con_1',
  before: null,
  after: { agent: 'Sales assistant', serverId: 'mcp_1' },
};

it('names what was changed by what the entry says of it', () => {
  expect(auditSubjectName(curated)).toBe('plan');
  expect(auditSubjectName(connected)).toBe('Sales assistant');
  expect(auditSubjectName({ ...connected, after: { limits: {} } })).toBeNull();
});

it('leads to where the thing is at home, and nowhere once it is gone', () => {
  expect(auditSubjectLink(curated)).toBe('/servers/mcp_1?tab=tools');
  expect(auditSubjectLink(connected)).toBe('/servers/mcp_1?tab=connections');
  expect(auditSubjectLink({ ...curated, action: 'mcp_server.remove' })).toBeNull();
  const rotated = { action: 'service_account.rotate', subject: 'svc_1', before: {}, after: {} };
  expect(auditSubjectLink(rotated)).toBe('/settings/service-accounts');
  expect(auditSubjectLink({ ...rotated, action: 'service_account.delete' })).toBeNull();
});

it('says which of its three things was done to a tool, when it was one', () => {
  expect(curatedHow(curated)).toBe('approved');
  expect(curatedHow({ ...curated, after: { ...curated.before, hidden: true } })).toBe('hid');
  expect(curatedHow({ ...curated, after: { ...curated.before, rename: 'x' } })).toBe('renamed');
  expect(curatedHow({ ...curated, after: { ...curated.after, hidden: true } })).toBeNull();
});
