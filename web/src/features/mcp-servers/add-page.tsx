import { useQuery } from '@tanstack/react-query';
import { mcpServerEndpoints, type McpCatalogueItem } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import { useSearchText } from '../../lib/use-search-text.ts';
import { NoResult } from '../../ui/no-result.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { addWords } from './add-words.ts';
import { AdminsOnly } from './admins-only.tsx';
import { CatalogueCard } from './catalogue-card.tsx';
import { SourceChoices } from './source-choices.tsx';

/** Our own are there already: they stand behind what can be added. */
const addableFirst = (items: readonly McpCatalogueItem[]) =>
  items.toSorted((a, b) => Number(a.source.kind === 'builtin') - Number(b.source.kind === 'builtin'));

/** The first step: an entry of the catalogue, or a package, an image, a URL, a file of another client. */
export const AddPage = () => {
  const t = useWords(addWords);
  const { typed, search, setText } = useSearchText();
  const query = useQuery({
    ...queryOf(mcpServerEndpoints.catalogue, { query: search === '' ? {} : { search } }),
    placeholderData: (previous) => previous,
  });
  return (
    <>
      <PageHeader title={t('title')} back={{ to: '/servers', label: t('back') }} />
      <AdminsOnly>
        <div className="flex max-w-5xl flex-col gap-8 px-4 pb-10 md:px-8">
          <SourceChoices />
          <section aria-label={t('catalogue')} className="flex flex-col gap-4">
            <h2 className="text-lead font-semibold">{t('catalogue')}</h2>
            <SearchInput label={t('search')} value={typed} onChange={setText} className="w-full sm:w-72" />
            <QueryView query={query}>
              {({ items }) =>
                items.length === 0 ? (
                  <NoResult search={search} hint={t('noHitsText')} onClear={() => setText('')} />
                ) : (
                  <ul className="grid gap-3 sm:grid-cols-2">
                    {addableFirst(items).map((item) => (
                      <CatalogueCard key={item.key} item={item} />
                    ))}
                  </ul>
                )
              }
            </QueryView>
          </section>
        </div>
      </AdminsOnly>
    </>
  );
};
