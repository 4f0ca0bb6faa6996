import { Info } from 'lucide-react';
import { defineWords, useWords } from '../../lib/i18n.ts';

/** What the reader left out or could not read, by its code. */
const noteWords = defineWords({
  hidden_text: {
    en: 'Text that cannot be seen on the page was ignored.',
    de: 'Auf der Seite nicht sichtbarer Text wurde ignoriert.',
  },
  hidden_cells: {
    en: 'Hidden rows, columns or sheets were ignored.',
    de: 'Ausgeblendete Zeilen, Spalten oder Blätter wurden ignoriert.',
  },
  scan_text_layer: {
    en: 'The pages are pictures; their text was recognised and may hold misread characters.',
    de: 'Die Seiten sind Bilder; ihr Text wurde erkannt und kann Lesefehler enthalten.',
  },
  page_unreadable: { en: 'At least one page could not be read.', de: 'Mindestens eine Seite war nicht lesbar.' },
});

const isKnown = (code: string): code is keyof typeof noteWords => Object.hasOwn(noteWords, code);

/** Notes from reading, for the person who checks the lines against the source. Codes nobody has words for stay out. */
export const ReadingNotes = ({ warnings }: { warnings: readonly string[] }) => {
  const t = useWords(noteWords);
  const codes = [...new Set(warnings.map((warning) => warning.split(':')[0] ?? ''))].filter(isKnown);
  if (codes.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 border-b px-4 py-2 text-small text-ink-2">
      {codes.map((code) => (
        <li key={code} className="flex gap-2">
          <Info aria-hidden="true" className="mt-px size-3.5 shrink-0 text-ink-3" />
          {t(code)}
        </li>
      ))}
    </ul>
  );
};
