import type { ReadLine, ReadValue } from '../../../../contracts/document-reading.ts';
import type { Document } from '../../../../contracts/documents.ts';
import type { Quote, QuoteLine } from '../../../../contracts/quotes.ts';
import type { documentWords } from '../../features/documents/document-words.ts';
import type { Translate } from '../../lib/i18n.ts';
import type { SourceMark } from '../../lib/source-mark.ts';

type T = Translate<typeof documentWords>;

const lineTones = { open: 'needs', matched: 'done', excluded: 'muted' } as const satisfies Record<
  QuoteLine['decision'],
  SourceMark['tone']
>;

const fieldWords = {
  customerName: 'fieldCustomer',
  customerEmail: 'fieldEmail',
  contactName: 'fieldContact',
  reference: 'fieldReference',
  neededBy: 'fieldNeededBy',
  deliverTo: 'fieldDeliverTo',
} as const;

const lineMark = (
  key: string,
  tone: SourceMark['tone'],
  position: string | number,
  line: ReadLine,
  t: T,
): SourceMark => ({
  key,
  tone,
  label: t('lineMark', { position, text: line.description }),
  source: line.source,
});

const fieldMark = (name: keyof typeof fieldWords, field: ReadValue | null, t: T): SourceMark[] =>
  field
    ? [
        {
          key: `field:${name}`,
          tone: 'field',
          label: t(fieldWords[name], { value: field.value }),
          source: field.source,
        },
      ]
    : [];

/** Every place in the source that something was read from. The quote's lines when there are any, else the document's. */
export const requestMarks = (document: Document, quote: Quote | undefined, t: T): SourceMark[] => {
  const lines =
    quote && quote.lines.length > 0
      ? quote.lines.flatMap(({ id, position, decision, requested }) =>
          requested ? [lineMark(id, lineTones[decision], position, requested, t)] : [],
        )
      : document.lines.map((line, index) => lineMark(`read:${index}`, 'muted', line.position, line, t));
  const { fields } = document;
  if (!fields) return lines;
  const names: (keyof typeof fieldWords)[] = [
    'customerName',
    'customerEmail',
    'contactName',
    'reference',
    'neededBy',
    'deliverTo',
  ];
  return [...names.flatMap((name) => fieldMark(name, fields[name], t)), ...lines];
};
