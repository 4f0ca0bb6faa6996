import { X } from 'lucide-react';
import { createPortal } from 'react-dom';
import { useId, type ReactNode } from 'react';
import { useWords } from '../lib/i18n.ts';
import { IconButton } from './icon-button.tsx';
import { uiWords } from './ui-words.ts';
import { useModal } from './use-modal.ts';

interface SheetProps {
  title: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

/** A panel from the right edge (the whole screen on phones) for a longer form or a detail. Mount it to open it. */
export const Sheet = ({ title, onClose, footer, children }: SheetProps) => {
  const t = useWords(uiWords);
  const titleId = useId();
  return createPortal(
    <dialog
      {...useModal(onClose)}
      aria-labelledby={titleId}
      className="mt-0 mr-0 mb-0 ml-auto h-dvh w-full animate-appear bg-raised shadow-raised md:max-w-md"
    >
      <div className="flex h-full flex-col">
        <header className="flex items-center justify-between gap-3 border-b py-3 pr-3 pl-5">
          <h2 id={titleId} className="break-anywhere min-w-0 text-lead font-semibold">
            {title}
          </h2>
          <IconButton label={t('close')} icon={<X className="size-4" />} onClick={onClose} />
        </header>
        <div className="min-h-0 grow overflow-y-auto p-5">{children}</div>
        {footer && <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>}
      </div>
    </dialog>,
    document.body,
  );
};
