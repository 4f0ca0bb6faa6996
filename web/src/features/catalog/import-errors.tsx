import type { CatalogImport } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Card } from '../../ui/card.tsx';
import { importWords } from './import-words.ts';

/** The rows that cannot be imported, each with its line in the file and what is wrong. */
export const ImportErrors = ({ checked }: { checked: CatalogImport }) => {
  const t = useWords(importWords);
  const locale = useLocale();
  const { counts, errors } = checked;
  const isCut = errors.length < counts.invalid;
  const described =
    t('errorsText', { count: counts.invalid }) + (isCut ? ` ${t('firstErrors', { shown: errors.length })}` : '');
  return (
    <div id="problems" className="scroll-mt-4">
      <Card title={t('errorsTitle')} description={described} flush>
        <div className="max-h-112 overflow-y-auto border-t" tabIndex={0} role="region" aria-label={t('errorsTitle')}>
          <table aria-label={t('errorsTitle')} className="w-full table-fixed border-collapse">
            <thead className="sticky top-0 bg-canvas">
              <tr className="h-9 border-b text-left text-small text-ink-3">
                <th scope="col" className="w-16 px-4 font-medium">
                  {t('row')}
                </th>
                <th scope="col" className="w-24 px-2 sm:w-32 font-medium">
                  {t('fieldShort')}
                </th>
                <th scope="col" className="px-2 font-medium">
                  {t('problem')}
                </th>
              </tr>
            </thead>
            <tbody>
              {errors.map(({ row, field, message }, index) => (
                // Rows and messages may repeat; the list is replaced as a whole.
                <tr key={index} className="border-b align-top last:border-b-0">
                  <td className="figures px-4 py-2">{row.toLocaleString(locale)}</td>
                  <td className="break-anywhere px-2 py-2">{field === null ? t('wholeRow') : t(field)}</td>
                  <td className="break-anywhere px-2 py-2 pr-4 text-ink-2">{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </div>
  );
};
