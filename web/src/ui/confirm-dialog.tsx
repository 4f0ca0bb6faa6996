import { useWords } from '../lib/i18n.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { InlineError } from './inline-error.tsx';
import { uiWords } from './ui-words.ts';

interface ConfirmDialogProps {
  title: string;
  /** Names what is lost. */
  description: string;
  confirmLabel: string;
  busy?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** A question before something that cannot be undone. */
export const ConfirmDialog = ({
  title,
  description,
  confirmLabel,
  busy = false,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps) => {
  const t = useWords(uiWords);
  return (
    <Dialog
      title={title}
      description={description}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="danger" busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {error !== undefined && error !== null && <InlineError error={error} />}
    </Dialog>
  );
};
