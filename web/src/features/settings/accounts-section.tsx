import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { serviceAccountEndpoints, type ServiceAccountWithSecret } from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { AccountRow } from './account-row.tsx';
import { OneTimeNote } from './one-time-note.tsx';
import { accountListQuery } from './queries.ts';
import { Section } from './section.tsx';
import { settingWords } from './setting-words.ts';

type WithSecret = z.output<typeof ServiceAccountWithSecret>;

/** Programs that may sign in. */
export const AccountsSection = () => {
  const t = useWords(settingWords);
  const list = useInfiniteList(serviceAccountEndpoints.list, accountListQuery);
  const [isCreating, setCreating] = useState(false);
  const [shown, setShown] = useState<WithSecret | null>(null);
  return (
    <Section
      title={t('accounts')}
      description={t('accountsText')}
      actions={
        <Button tone="primary" icon={<Plus aria-hidden="true" className="size-4" />} onClick={() => setCreating(true)}>
          {t('newAccount')}
        </Button>
      }
    >
      {shown && (
        <OneTimeNote
          key={shown.secret}
          title={t('secretReady', { name: shown.name })}
          text={t('secretText')}
          values={[
            { label: t('key'), value: shown.key },
            { label: t('secret'), value: shown.secret },
          ]}
          onDone={() => setShown(null)}
        />
      )}
      <ListView
        list={list}
        skeleton={<FactsSkeleton rows={6} />}
        empty={
          <EmptyState
            icon={<KeyRound aria-hidden="true" />}
            title={t('accountsEmptyTitle')}
            description={t('accountsEmptyText')}
          />
        }
      >
        {(accounts) => (
          <ul className="rounded-lg border">
            {accounts.map((account) => (
              <AccountRow key={account.id} account={account} onSecret={setShown} />
            ))}
          </ul>
        )}
      </ListView>
      {isCreating && (
        <AccountDialog
          onClose={() => setCreating(false)}
          onCreated={(created) => {
            setCreating(false);
            setShown(created);
          }}
        />
      )}
    </Section>
  );
};
