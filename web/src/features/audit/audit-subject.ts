import type { AuditEntry } from '../../../../contracts/mcp-deployments.ts';

type Changed = Pick<AuditEntry, 'action' | 'subject' | 'before' | 'after'>;

const read = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const nameKeys = ['tool', 'agent', 'title', 'name'] as const;

/** What people call the thing that was changed; null where the entry holds only its id. */
export const auditSubjectName = ({ before, after }: Changed): string | null => {
  for (const key of nameKeys)
    for (const side of [after, before]) {
      const value = read(side, key);
      if (typeof value === 'string' && value !== '') return value.slice(0, 200);
    }
  return null;
};

const pages: ReadonlyMap<string, string> = new Map([
  ['cli_', '/clients'],
  ['svc_', '/settings/service-accounts'],
  ['usr_', '/settings/users'],
]);

/** Where the thing can be looked at now; null when it has no page, or is gone. */
export const auditSubjectLink = ({ action, subject, before, after }: Changed): string | null => {
  if (/\.(?:remove|delete)$/.test(action)) return null;
  const page = pages.get(subject.slice(0, 4));
  if (page !== undefined) return page;
  if (subject.startsWith('mcp_')) return `/servers/${subject}${action.startsWith('mcp_tool.') ? '?tab=tools' : ''}`;
  if (subject === 'quotas') return '/settings/limits';
  if (subject.startsWith('dep_')) return `/servers/deployments/${subject}`;
  const serverId = read(after, 'serverId') ?? read(before, 'serverId');
  return typeof serverId === 'string' ? `/servers/${serverId}?tab=connections` : null;
};

/** What was done to a tool, more exactly than its one action says: null when several things, or none, were. */
export const curatedHow = ({ action, before, after }: Changed): 'approved' | 'hid' | 'showed' | 'renamed' | null => {
  if (action !== 'mcp_tool.curate') return null;
  const differs = (key: string): boolean => read(before, key) !== read(after, key);
  const changed = ['approvedHash', 'hidden', 'rename'].filter(differs);
  if (changed.length !== 1) return null;
  if (changed[0] === 'approvedHash') return 'approved';
  if (changed[0] === 'rename') return 'renamed';
  return read(after, 'hidden') === true ? 'hid' : 'showed';
};
