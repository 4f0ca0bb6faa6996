import { X } from 'lucide-react';
import { createPortal } from 'react-dom';
import { useId, type ReactNode } from 'react';
import { useWords } from '../lib/i18n.ts';
import { cx } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { uiWords } from './ui-words.ts';
import { useModal } from './use-modal.ts';

interface DialogProps {
  title: string;
  description?: ReactNode;
  onClose: () => void;
  /** Buttons at the bottom, the main one last. */
  footer?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

/** A modal question or form. Mount it to open it: `{open && <Dialog …/>}`. On phones it rises from the bottom. */
export const Dialog = ({ title, description, onClose, footer, wide = false, children }: DialogProps) => {
  const t = useWords(uiWords);
  const titleId = useId();
  return createPortal(
    <dialog
      {...useModal(onClose)}
      aria-labelledby={titleId}
      className={cx(
        'mx-auto mt-auto mb-0 w-full animate-appear rounded-t-lg bg-raised shadow-raised md:my-auto md:rounded-lg',
        wide ? 'md:max-w-3xl' : 'md:max-w-md',
      )}
    >
      <div className="flex max-h-[85dvh] flex-col">
        <header className="flex items-start justify-between gap-3 px-5 pt-4 pb-2">
          <div className="min-w-0">
            <h2 id={titleId} className="break-anywhere text-lead font-semibold">
              {title}
            </h2>
            {description && <div className="break-anywhere mt-1 text-ink-2">{description}</div>}
          </div>
          <IconButton label={t('close')} icon={<X className="size-4" />} onClick={onClose} className="-mr-2" />
        </header>
        {children && <div className="min-h-0 overflow-y-auto px-5 py-2">{children}</div>}
        {footer && <footer className="flex flex-wrap justify-end gap-2 px-5 pt-3 pb-5">{footer}</footer>}
      </div>
    </dialog>,
    document.body,
  );
};
