import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../lib/i18n.ts';
import { useKeys } from '../lib/use-keys.ts';
import { isDesk, useMedia } from '../lib/use-media.ts';
import { IconButton } from './icon-button.tsx';
import { Sheet } from './sheet.tsx';
import { uiWords } from './ui-words.ts';

interface SidePanelProps {
  title: string;
  onClose: () => void;
  /** Buttons at the bottom, the main one last. */
  footer?: ReactNode;
  children: ReactNode;
}

/**
 * A panel that opens beside its list and leaves it usable; the whole screen on phones. Put it as the last child of a
 * `md:flex` row, with what it shows as `key`. At its end the focus goes to the open row, or to what opened it.
 */
export const SidePanel = (props: SidePanelProps) => {
  const desk = useMedia(isDesk);
  const [opener] = useState(() => document.activeElement);
  const close = () => {
    const back = document.querySelector('[data-row-link][aria-current]') ?? opener;
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    props.onClose();
  };
  return desk ? <DeskPanel {...props} onClose={close} /> : <Sheet {...props} onClose={props.onClose} />;
};

const DeskPanel = ({ title, onClose, footer, children }: SidePanelProps) => {
  const t = useWords(uiWords);
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const field = panel.current?.querySelector<HTMLElement>('form :is(input, textarea, select)');
    (field ?? heading.current)?.focus({ preventScroll: true });
  }, []);
  useKeys({ Escape: onClose });
  return (
    <aside
      ref={panel}
      aria-labelledby={titleId}
      className="sticky top-0 flex h-dvh w-96 shrink-0 animate-appear flex-col border-l bg-canvas xl:w-104"
    >
      <header className="flex items-start justify-between gap-3 pt-6 pr-4 pb-3 pl-6">
        <h2
          ref={heading}
          id={titleId}
          tabIndex={-1}
          className="break-anywhere min-w-0 text-lead font-semibold outline-none"
        >
          {title}
        </h2>
        <IconButton label={t('close')} icon={<X className="size-4" />} onClick={onClose} className="-mt-1" />
      </header>
      <div className="min-h-0 grow overflow-y-auto px-6 pt-1 pb-6">{children}</div>
      {footer && <footer className="flex flex-wrap justify-end gap-2 border-t px-6 py-3">{footer}</footer>}
    </aside>
  );
};
