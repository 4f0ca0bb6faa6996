import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { Document } from '../../../../contracts/documents.ts';
import { documentWords } from '../../features/documents/document-words.ts';
import { SourcePanel } from '../../features/documents/source-panel.tsx';
import { useDocument } from '../../features/documents/use-document.ts';
import { quoteQuery } from '../../features/quotes/use-quote.ts';
import { useWords } from '../../lib/i18n.ts';
import { createSpotlight, SpotlightContext } from '../../lib/spotlight.ts';
import { isDesk, useMedia } from '../../lib/use-media.ts';
import { useTitle } from '../../lib/use-title.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RequestHeader } from './request-header.tsx';
import { RequestLines } from './request-lines.tsx';
import { requestMarks } from './request-marks.ts';

/** A request: its source on the left, the quote made from it on the right; two tabs on a phone. */
export const RequestPage = () => {
  const { documentId = '' } = useParams();
  const query = useDocument(documentId);
  return <QueryView query={query}>{(document) => <Request key={document.id} document={document} />}</QueryView>;
};

const Request = ({ document }: { document: Document }) => {
  const t = useWords(documentWords);
  const desk = useMedia(isDesk);
  const [spotlight] = useState(createSpotlight);
  const [tab, setTab] = useState('lines');
  const quote = useQuery({ ...quoteQuery(document.quote?.id ?? ''), enabled: document.quote !== null });
  const marks = useMemo(() => requestMarks(document, quote.data, t), [document, quote.data, t]);
  const name = quote.data?.customerName ?? document.customerName ?? document.fileName;
  useTitle(name);
  const source = <SourcePanel document={document} marks={marks} />;
  const lines = <RequestLines document={document} />;
  return (
    <SpotlightContext value={spotlight}>
      <div className="flex h-[calc(100dvh-4rem)] flex-col md:h-dvh">
        <RequestHeader document={document} name={name} />
        {desk ? (
          <div className="grid min-h-0 grow grid-cols-[minmax(0,44fr)_minmax(0,56fr)] divide-x">
            <div className="flex min-h-0">{source}</div>
            <div className="flex min-h-0">{lines}</div>
          </div>
        ) : (
          <Tabs
            label={document.fileName}
            fill
            value={tab}
            onChange={setTab}
            tabs={[
              { id: 'source', label: t('source'), content: source },
              { id: 'lines', label: t('lines'), content: lines },
            ]}
          />
        )}
      </div>
    </SpotlightContext>
  );
};
