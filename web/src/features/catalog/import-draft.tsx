import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { catalogEndpoints, type CatalogImport, type ColumnMapping } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Card } from '../../ui/card.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { ColumnMappingTable } from './column-mapping-table.tsx';
import { DryRunSummary } from './dry-run-summary.tsx';
import { ImportDefaults } from './import-defaults.tsx';
import { ImportErrors } from './import-errors.tsx';
import { importWords } from './import-words.ts';
import { rememberImport } from './queries.ts';
import { UnusedColumns } from './unused-columns.tsx';

/** Columns, defaults and what applying would do; every change is checked against all rows at once. */
export const ImportDraft = ({ draft }: { draft: CatalogImport }) => {
  const t = useWords(importWords);
  const mayWrite = useCan('catalog:write');
  const queryClient = useQueryClient();
  const [mapping, setMapping] = useState<ColumnMapping>(draft.mapping);
  const remap = useWrite(catalogEndpoints.remapImport, {
    // One after the other, so that the last change is also the last answer.
    scope: { id: `import:${draft.id}` },
    onSuccess: (checked) => rememberImport(queryClient, checked),
  });
  const params = { id: draft.id };
  const changeMapping = (next: ColumnMapping) => {
    setMapping(next);
    remap.mutate({ params, body: { mapping: next } });
  };
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
      <div className="flex min-w-0 flex-col gap-4">
        <Card title={t('columnsTitle')} description={t('columnsText')} flush>
          <ColumnMappingTable draft={draft} mapping={mapping} disabled={!mayWrite} onChange={changeMapping} />
          <UnusedColumns columns={draft.columns} mapping={mapping} />
        </Card>
        <ImportDefaults
          defaults={draft.defaults}
          disabled={!mayWrite}
          onChange={(defaults) => remap.mutate({ params, body: { defaults } })}
        />
        {draft.errors.length > 0 && <ImportErrors checked={draft} />}
      </div>
      <div className="order-first flex flex-col gap-3 lg:sticky lg:top-6 lg:order-none">
        <InlineError error={remap.error} />
        <DryRunSummary draft={draft} isChecking={remap.isPending} />
      </div>
    </div>
  );
};
