import { Command } from 'cmdk';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useNavigate } from 'react-router';
import { useWords } from '../lib/i18n.ts';
import { useModal } from '../ui/use-modal.ts';
import { Spinner } from '../ui/spinner.tsx';
import { appWords } from './app-words.ts';
import { usePaletteHits, type PaletteHit } from './use-palette-hits.ts';
import { useNavItems } from './use-nav-items.ts';

const itemClass =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3';
const groupClass =
  'px-2 pb-2 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-ink-3';

/** ⌘K: go anywhere, find requests, quotes, customers, products, servers and tools. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const t = useWords(appWords);
  const navigate = useNavigate();
  const [term, setTerm] = useState('');
  const { groups, isSearching } = usePaletteHits(term);
  const places = useNavItems().filter(({ word }) => t(word).toLowerCase().includes(term.trim().toLowerCase()));
  const go = (to: string) => {
    onClose();
    void navigate(to);
  };
  const isEmpty = places.length === 0 && groups.length === 0;
  return createPortal(
    <dialog
      {...useModal(onClose)}
      aria-label={t('search')}
      className="mx-auto mt-[12vh] mb-0 w-[min(40rem,calc(100vw-2rem))] animate-appear rounded-lg bg-raised shadow-raised"
    >
      <Command shouldFilter={false} loop label={t('search')}>
        <div className="flex items-center gap-2 border-b px-5">
          <Command.Input
            autoFocus
            value={term}
            onValueChange={setTerm}
            placeholder={t('search')}
            className="h-12 min-w-0 grow bg-transparent text-lead outline-none"
          />
          {isSearching && <Spinner className="text-ink-3" />}
        </div>
        <Command.List className="max-h-[56vh] overflow-y-auto pt-2">
          {isEmpty && (
            <p role="status" className="px-5 pt-2 pb-5 text-ink-2">
              {isSearching ? t('searching') : t('nothingFound', { term })}
            </p>
          )}
          {places.length > 0 && (
            <Command.Group heading={t('goTo')} className={groupClass}>
              {places.map(({ to, word, icon: Icon }) => (
                <Command.Item key={to} value={to} onSelect={() => go(to)} className={itemClass}>
                  <Icon aria-hidden="true" />
                  {t(word)}
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {groups.map(({ word, icon: Icon, hits }) => (
            <Command.Group key={word} heading={t(word)} className={groupClass}>
              {hits.map((hit) => (
                <Command.Item key={hit.to} value={hit.to} onSelect={() => go(hit.to)} className={itemClass}>
                  <Icon aria-hidden="true" />
                  <Hit hit={hit} />
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>,
    document.body,
  );
};

const Hit = ({ hit }: { hit: PaletteHit }) => (
  <span className="flex min-w-0 grow items-baseline justify-between gap-3">
    <span className="truncate">{hit.title}</span>
    <span className="max-w-[45%] shrink-0 truncate text-small text-ink-3">{hit.note}</span>
  </span>
);
