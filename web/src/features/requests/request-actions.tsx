import { CircleStop, Ellipsis, ExternalLink, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { DocumentSummary } from '../../../../contracts/documents.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.ts';
import { requestWords } from './request-words.ts';
import { canCancel, canRetry, useRequestActions } from './use-request-actions.ts';

const icon = 'size-4';

/** The menu at the end of a row. */
export const RequestActions = ({ row }: { row: DocumentSummary }) => {
  const t = useWords(requestWords);
  const navigate = useNavigate();
  const canWrite = useCan('documents:write');
  const { retry, cancel } = useRequestActions();
  const [isAsking, setAsking] = useState(false);
  const items: MenuItem[] = [
    {
      id: 'open',
      label: t('open'),
      icon: <ExternalLink className={icon} />,
      onSelect: () => void navigate(`/requests/${row.id}`),
    },
  ];
  if (canWrite && canRetry(row)) {
    items.push({ id: 'retry', label: t('retry'), icon: <RotateCw className={icon} />, onSelect: () => retry(row) });
  }
  if (canWrite && canCancel(row)) {
    items.push({
      id: 'cancel',
      label: t('cancel'),
      icon: <CircleStop className={icon} />,
      onSelect: () => cancel(row),
    });
  }
  const dangerous: MenuItem[] = canWrite
    ? [
        {
          id: 'delete',
          label: t('delete'),
          icon: <Trash2 className={icon} />,
          danger: true,
          onSelect: () => setAsking(true),
        },
      ]
    : [];
  return (
    <>
      <Menu
        trigger={
          <IconButton
            size="small"
            label={t('rowActions', { name: row.fileName })}
            icon={<Ellipsis className={icon} />}
          />
        }
        groups={dangerous.length > 0 ? [items, dangerous] : [items]}
      />
      {isAsking && <DeleteQuestion row={row} onClose={() => setAsking(false)} />}
    </>
  );
};

const DeleteQuestion = ({ row, onClose }: { row: DocumentSummary; onClose: () => void }) => {
  const t = useWords(requestWords);
  const { remove } = useRequestActions();
  const onSuccess = () => {
    onClose();
    toast(t('deleted', { name: row.fileName }));
  };
  return (
    <ConfirmDialog
      title={t('deleteTitle', { name: row.fileName })}
      description={row.quote ? t('deleteWithQuote', { number: row.quote.number }) : t('deleteText')}
      confirmLabel={t('delete')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { id: row.id } }, { onSuccess })}
      onClose={onClose}
    />
  );
};
