import { useEffect, useEffectEvent, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useKeys } from '../lib/use-keys.ts';
import { openShortcuts } from './shortcuts-sheet.tsx';
import { useNavItems } from './use-nav-items.ts';

const chordMs = 1200;

/** Shortcuts that work everywhere: the palette, the list of shortcuts, `/` and `g` with a letter. */
export const useFrameKeys = ({ openPalette }: { openPalette: () => void }): void => {
  const navigate = useNavigate();
  const items = useNavItems();
  const goPressedAtMs = useRef(-Infinity);
  const go = (to: string) => (event: KeyboardEvent) => {
    if (event.timeStamp - goPressedAtMs.current < chordMs) void navigate(to);
  };
  useKeys({
    ...Object.fromEntries(items.map(({ key, to }) => [key, go(to)])),
    '?': openShortcuts,
    '/': (event) => {
      const search = document.querySelector<HTMLElement>('main [data-page-search]');
      if (!search) return;
      event.preventDefault();
      search.focus();
    },
    g: (event) => {
      goPressedAtMs.current = event.timeStamp;
    },
  });
  const onPaletteKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    if (!document.querySelector('dialog[open]')) openPalette();
  });
  useEffect(() => {
    addEventListener('keydown', onPaletteKey);
    return () => removeEventListener('keydown', onPaletteKey);
  }, []);
};
