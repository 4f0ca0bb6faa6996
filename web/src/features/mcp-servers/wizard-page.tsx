import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { mcpServerEndpoints } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { addWords } from './add-words.ts';
import { AdminsOnly } from './admins-only.tsx';
import { findDraft } from './draft-store.ts';
import { NewServerForm } from './new-server-form.tsx';
import { emptyServerForm, formOfItem, type SourceKind } from './server-form.ts';

const kindOf = (asked: string | null): SourceKind =>
  asked === 'pypi' || asked === 'image' || asked === 'url' || asked === 'local' ? asked : 'npm';

/** The second step: name and settings. It begins with an entry of the catalogue, a kind, or an earlier try. */
export const WizardPage = () => {
  const t = useWords(addWords);
  const [params] = useSearchParams();
  const key = params.get('item');
  const draft = findDraft(params.get('draft') ?? '');
  const query = useQuery({ ...queryOf(mcpServerEndpoints.catalogue, { query: {} }), enabled: key !== null });
  const item = query.data?.items.find((each) => each.key === key);
  const start = draft ?? { form: emptyServerForm(kindOf(params.get('kind'))), secrets: [], forgotten: [] };
  return (
    <>
      <PageHeader
        title={item ? t('newTitleOf', { title: item.title }) : t('newTitle')}
        back={{ to: '/servers/add', label: t('backToAdd') }}
        description={item?.description}
      />
      <div className="max-w-3xl px-4 pb-10 md:px-8">
        <AdminsOnly>
          {key === null || draft ? (
            <NewServerForm key={params.toString()} start={start} required={[]} />
          ) : (
            <QueryView query={query} skeleton={<FactsSkeleton rows={8} />}>
              {() => (
                <NewServerForm
                  key={key}
                  start={{
                    form: item ? formOfItem(item) : start.form,
                    secrets: (item?.inputs ?? [])
                      .filter(({ secret }) => secret)
                      .map(({ name }) => ({ name, value: '' })),
                    forgotten: [],
                  }}
                  required={(item?.inputs ?? []).filter(({ required }) => required).map(({ name }) => name)}
                />
              )}
            </QueryView>
          )}
        </AdminsOnly>
      </div>
    </>
  );
};
