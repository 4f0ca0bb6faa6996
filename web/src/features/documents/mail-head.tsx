import type { MailAddress, MailHead as Head } from '../../../../contracts/document-reading.ts';
import { formatExact } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { documentWords } from './document-words.ts';

const inWords = ({ name, address }: MailAddress): string => (name === '' ? address : `${name} <${address}>`);

/** Sender, subject and date of a mail. */
export const MailHead = ({ head }: { head: Head }) => {
  const t = useWords(documentWords);
  const locale = useLocale();
  const isDate = head.date !== null && !Number.isNaN(Date.parse(head.date));
  const rows: [string, string][] = [
    [t('from'), head.from ? inWords(head.from) : ''],
    [t('replyTo'), head.replyTo.map(inWords).join(', ')],
    [t('to'), head.to.map(inWords).join(', ')],
    [t('subject'), head.subject],
    [t('date'), head.date !== null && isDate ? formatExact(head.date, locale) : (head.date ?? '')],
  ];
  return (
    <dl className="mb-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-sm border bg-canvas p-4 md:px-6">
      {rows.map(
        ([label, value]) =>
          value !== '' && (
            <div key={label} className="contents">
              <dt className="text-ink-3">{label}</dt>
              <dd className="break-anywhere">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
};
