import { Box, FileJson, FolderCode, Globe, Package, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { addWords } from './add-words.ts';

const choices: readonly {
  to: string;
  word: 'npm' | 'pypi' | 'image' | 'url' | 'local' | 'importJson';
  note: keyof typeof addWords;
  Icon: LucideIcon;
}[] = [
  { to: '/servers/new?kind=npm', word: 'npm', note: 'npmText', Icon: Package },
  { to: '/servers/new?kind=pypi', word: 'pypi', note: 'pypiText', Icon: Package },
  { to: '/servers/new?kind=image', word: 'image', note: 'imageText', Icon: Box },
  { to: '/servers/new?kind=url', word: 'url', note: 'urlText', Icon: Globe },
  { to: '/servers/new?kind=local', word: 'local', note: 'localText', Icon: FolderCode },
  { to: '/servers/add/import', word: 'importJson', note: 'importText', Icon: FileJson },
];

/** Ways to add a server that is not in the catalogue. */
export const SourceChoices = () => {
  const t = useWords(addWords);
  return (
    <section aria-label={t('own')} className="flex flex-col gap-3">
      <h2 className="text-lead font-semibold">{t('own')}</h2>
      <ul className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        {choices.map(({ to, word, note, Icon }) => (
          <li key={to}>
            <Link to={to} className="flex h-full items-start gap-3 rounded-lg border p-3 hover:bg-hover">
              <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
              <span className="min-w-0">
                <span className="block font-medium">{t(word)}</span>
                <span className="block text-small text-ink-3">{t(note)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
