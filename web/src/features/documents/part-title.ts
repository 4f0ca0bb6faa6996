import type { ContentPart } from '../../../../contracts/document-reading.ts';
import type { Document } from '../../../../contracts/documents.ts';
import type { Translate } from '../../lib/i18n.ts';
import type { documentWords } from './document-words.ts';

/** What the reader calls a part without a name of its own, alone or after the name of its attachment. */
const unnamed = new Map<string, 'partDocument' | 'partTable' | 'partText'>([
  ['Document', 'partDocument'],
  ['Table', 'partTable'],
  ['Text', 'partText'],
]);

/** The heading over a part of the source: its page, or its name. */
export const partTitle = (
  t: Translate<typeof documentWords>,
  { kind }: Pick<Document, 'kind'>,
  part: Pick<ContentPart, 'kind' | 'name'> | undefined,
  index: number,
): string => {
  if (part === undefined || part.kind === 'page') return t('page', { number: index + 1 });
  // Somebody gave sheets and mails their names.
  if (kind === 'xlsx' || part.kind === 'mail') return part.name;
  const own = part.name.split(' · ').at(-1) ?? '';
  const word = unnamed.get(own);
  return word ? part.name.slice(0, -own.length) + t(word) : part.name;
};
