import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { importWords } from './import-words.ts';
import { PriceListDrop } from './price-list-drop.tsx';
import { rememberImport } from './queries.ts';
import { uploadPriceList } from './upload-price-list.ts';

/** The first step of an import: the file. */
export const StartImportPage = () => {
  const t = useWords(importWords);
  const mayWrite = useCan('catalog:write');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const upload = useMutation({
    mutationFn: uploadPriceList,
    onSuccess: (started) => {
      rememberImport(queryClient, started);
      void navigate(`/catalog/import/${started.id}`);
    },
  });
  return (
    <>
      <PageHeader title={t('title')} back={{ to: '/catalog', label: t('back') }} />
      <div className="flex max-w-3xl flex-col gap-4 px-4 pb-10 md:px-8">
        {mayWrite ? (
          <>
            <InlineError error={upload.error} />
            <PriceListDrop
              readingName={upload.isPending ? upload.variables.name : null}
              onFile={(file) => upload.mutate(file)}
            />
          </>
        ) : (
          <EmptyState
            title={t('notAllowedTitle')}
            description={t('notAllowedText')}
            action={
              <Link to="/catalog" className={buttonClass()}>
                {t('toCatalogue')}
              </Link>
            }
          />
        )}
      </div>
    </>
  );
};
