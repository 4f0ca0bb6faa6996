import { useEffect, useRef } from 'react';

/** Where a person goes on: the first field, else the first answer to the question. */
const field = 'input:not([readonly], [hidden]), textarea, select';
const answer = 'form button, footer button';

/**
 * Opens a native `<dialog>` as a modal while mounted: the browser keeps the focus inside, makes the rest inert, and gives
 * the focus back at the end. Esc and a click beside it call `onClose`.
 */
export const useModal = (onClose: () => void) => {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    (dialog?.querySelector<HTMLElement>(field) ?? dialog?.querySelector<HTMLElement>(answer))?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return {
    ref,
    onCancel: (event: React.SyntheticEvent) => {
      event.preventDefault();
      onClose();
    },
    // A portal's events bubble through React's tree: a click in here is none on the row that opened it.
    onClick: (event: React.SyntheticEvent) => event.stopPropagation(),
    onPointerDown: (event: React.PointerEvent) => {
      if (event.target === ref.current) onClose();
    },
  };
};
