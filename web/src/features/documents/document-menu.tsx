import { CircleStop, Download, Ellipsis, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Document } from '../../../../contracts/documents.ts';
import { saveFile } from '../../lib/fetch-file.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { documentWords } from './document-words.ts';
import { useDocumentWrites } from './use-document.ts';
import { downloadPath } from './use-original.ts';

const icon = 'size-4';

/** What else can be done with the document. */
export const DocumentMenu = ({ document, more }: { document: Document; more: readonly MenuItem[] }) => {
  const t = useWords(documentWords);
  const navigate = useNavigate();
  const canWrite = useCan('documents:write');
  const { retry, cancel, remove } = useDocumentWrites(document);
  const [isAsking, setAsking] = useState(false);
  const { state, fileName, fileId } = document;
  const isRunning = state === 'uploaded' || state === 'processing';
  const canRetry = !isRunning && state !== 'ready';
  const items: MenuItem[] = [
    {
      id: 'download',
      label: t('download'),
      icon: <Download className={icon} />,
      onSelect: () => void saveFile(downloadPath(fileId), fileName),
    },
  ];
  if (canWrite && canRetry) {
    items.push({ id: 'retry', label: t('retry'), icon: <RotateCw className={icon} />, onSelect: retry.run });
  }
  if (canWrite && isRunning) {
    items.push({ id: 'cancel', label: t('cancel'), icon: <CircleStop className={icon} />, onSelect: cancel.run });
  }
  const dangerous: MenuItem[] = [
    ...more,
    {
      id: 'delete',
      label: t('delete'),
      icon: <Trash2 className={icon} />,
      danger: true,
      onSelect: () => setAsking(true),
    },
  ];
  return (
    <>
      <Menu
        trigger={<IconButton label={t('actions')} icon={<Ellipsis className={icon} />} />}
        groups={canWrite ? [items, dangerous] : [items]}
      />
      {isAsking && (
        <ConfirmDialog
          title={t('deleteTitle', { name: fileName })}
          description={t('deleteText')}
          confirmLabel={t('delete')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.run(() => void navigate('/requests', { replace: true }))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
