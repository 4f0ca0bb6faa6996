import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { userEndpoints, type User } from '../../../../contracts/identity.ts';
import { formatExact } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { InviteDialog, type Invitation } from './invite-dialog.tsx';
import { OneTimeNote } from './one-time-note.tsx';
import { userListQuery } from './queries.ts';
import { Section } from './section.tsx';
import { settingWords } from './setting-words.ts';
import { UserDialog } from './user-dialog.tsx';
import { UserTable } from './user-table.tsx';

/** The people of the workspace. */
export const UsersSection = () => {
  const t = useWords(settingWords);
  const locale = useLocale();
  const list = useInfiniteList(userEndpoints.list, userListQuery);
  const [isInviting, setInviting] = useState(false);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [edited, setEdited] = useState<User | null>(null);
  return (
    <>
      <Section
        wide
        title={t('users')}
        actions={
          <Button
            tone="primary"
            icon={<UserPlus aria-hidden="true" className="size-4" />}
            onClick={() => setInviting(true)}
          >
            {t('invite')}
          </Button>
        }
      >
        {invitation && (
          <OneTimeNote
            key={invitation.link}
            title={t('inviteReady', { name: invitation.user.name })}
            text={t('inviteText', { email: invitation.user.email, until: formatExact(invitation.expiresAt, locale) })}
            values={[{ label: t('inviteLink'), value: invitation.link }]}
            onDone={() => setInvitation(null)}
          />
        )}
      </Section>
      <div className="max-w-5xl pt-4">
        <ListView list={list} empty={<EmptyState title={t('usersEmpty')} />}>
          {(users) => <UserTable users={users} onEdit={setEdited} />}
        </ListView>
      </div>
      {isInviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(made) => {
            setInviting(false);
            setInvitation(made);
          }}
        />
      )}
      {edited && <UserDialog key={edited.id} user={edited} onClose={() => setEdited(null)} />}
    </>
  );
};
