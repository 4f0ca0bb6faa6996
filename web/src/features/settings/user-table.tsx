import type { User } from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useSession } from '../../lib/session.ts';
import type { Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { roleWords } from './role-words.ts';
import { settingWords } from './setting-words.ts';

const states = {
  invited: ['needs', 'stateInvited'],
  active: ['done', 'stateActive'],
  disabled: ['neutral', 'stateDisabled'],
} as const satisfies Record<User['state'], readonly [Tone, keyof typeof settingWords]>;

interface UserTableProps {
  users: readonly User[];
  onEdit: (user: User) => void;
}

export const UserTable = ({ users, onEdit }: UserTableProps) => {
  const t = useWords(settingWords);
  const { id: ownId } = useSession();
  const nameOf = (user: User) => (user.id === ownId ? `${user.name} (${t('you')})` : user.name);
  const rolesOf = (user: User) => user.roles.map((role) => t(roleWords[role])).join(', ');
  const stateOf = (user: User) => {
    const [tone, word] = states[user.state];
    return <StateChip tone={tone}>{t(word)}</StateChip>;
  };
  const edit = (user: User) => (
    <Button size="small" aria-label={t('editUser', { name: user.name })} onClick={() => onEdit(user)}>
      {t('edit')}
    </Button>
  );
  const columns: readonly Column<User>[] = [
    { id: 'name', header: t('name'), cell: (user) => <span className="font-medium">{nameOf(user)}</span> },
    { id: 'email', header: t('email'), className: 'hidden xl:table-cell', cell: ({ email }) => email },
    { id: 'roles', header: t('roles'), className: 'w-40', cell: rolesOf },
    { id: 'state', header: t('state'), className: 'w-32', cell: stateOf },
    {
      id: 'lastSignIn',
      header: t('lastSignIn'),
      className: 'w-32 hidden lg:table-cell text-ink-3',
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? t('never') : <RelativeTime instant={lastSignInAt} />),
    },
    { id: 'actions', header: t('actions'), headerHidden: true, align: 'end', className: 'w-32', cell: edit },
  ];
  return (
    <DataTable
      label={t('users')}
      rows={users}
      columns={columns}
      rowKey={({ id }) => id}
      compact={(user) => (
        <span className="flex flex-col gap-0.5">
          <span className="truncate font-medium">{nameOf(user)}</span>
          <span className="truncate text-small text-ink-3">{user.email}</span>
          <span className="flex items-center gap-2 text-small">
            {stateOf(user)} <span className="truncate text-ink-3">{rolesOf(user)}</span>
          </span>
        </span>
      )}
      compactActions={edit}
    />
  );
};
