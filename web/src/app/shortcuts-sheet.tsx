import { useSyncExternalStore } from 'react';
import { useWords } from '../lib/i18n.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { appWords } from './app-words.ts';
import { useNavItems } from './use-nav-items.ts';

let isOpen = false;
const listeners = new Set<() => void>();
const setOpen = (open: boolean): void => {
  isOpen = open;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const openShortcuts = (): void => setOpen(true);

/** All shortcuts on one sheet. */
export const ShortcutsSheet = () => {
  const t = useWords(appWords);
  const items = useNavItems();
  const open = useSyncExternalStore(subscribe, () => isOpen);
  if (!open) return null;
  const rows: [string, string[]][] = [
    [t('shortcutPalette'), [navigator.userAgent.includes('Mac') ? '⌘ K' : 'Ctrl K']],
    [t('shortcutSearch'), ['/']],
    [t('shortcutMove'), ['j', 'k']],
    [t('shortcutOpen'), ['↵']],
    [t('shortcutChoose'), ['1', '…', '5']],
    [t('shortcutClose'), ['Esc']],
    [t('shortcutSheet'), ['?']],
    ...items.map(({ word, key }): [string, string[]] => [t('shortcutGo', { place: t(word) }), ['g', key]]),
  ];
  return (
    <Dialog title={t('shortcuts')} onClose={() => setOpen(false)}>
      <dl className="pb-4">
        {rows.map(([name, keys]) => (
          <div key={name} className="flex h-9 items-center justify-between gap-4">
            <dt className="text-ink-2">{name}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
