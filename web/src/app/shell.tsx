import { lazy, Suspense, useState } from 'react';
import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { DropTarget } from '../features/requests/drop-target.tsx';
import { UploadPanel } from '../features/requests/upload-panel.tsx';
import { useWords } from '../lib/i18n.ts';
import { useCan } from '../lib/session.ts';
import { isDesk, useMedia } from '../lib/use-media.ts';
import { appWords } from './app-words.ts';
import { BottomNav } from './bottom-nav.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { SideNav } from './side-nav.tsx';
import { useFrameKeys } from './use-frame-keys.ts';
import { useMcpEvents } from './use-mcp-events.ts';
import { useWorkspaceEvents } from './use-workspace-events.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** The frame around every page of somebody who is signed in. */
export const Shell = () => {
  const t = useWords(appWords);
  const desk = useMedia(isDesk);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const openPalette = () => setPaletteOpen(true);
  useFrameKeys({ openPalette });
  useWorkspaceEvents();
  useMcpEvents();
  const canUpload = useCan('documents:write');
  const { state } = useNavigation();
  return (
    <div className="md:flex">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      {desk && <SideNav onSearch={openPalette} />}
      <main
        id="content"
        tabIndex={-1}
        aria-busy={state === 'loading'}
        className="min-h-dvh min-w-0 grow pb-16 outline-none md:pb-0"
      >
        <Outlet />
      </main>
      {!desk && <BottomNav onSearch={openPalette} />}
      {isPaletteOpen && (
        <Suspense>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
      <ShortcutsSheet />
      {canUpload && <DropTarget />}
      {canUpload && <UploadPanel />}
      <ScrollRestoration />
    </div>
  );
};
