import { useState } from 'react';
import { Link } from 'react-router';
import type { WorkflowDetail } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { operationWords } from './operation-words.ts';

/** Where the job belongs to, and the way to end it. */
export const WorkflowActions = ({ workflow }: { workflow: WorkflowDetail }) => {
  const t = useWords(operationWords);
  const mayWrite = useCan('operations:write');
  const [isAsking, setAsking] = useState(false);
  const { subject, health } = workflow;
  const isOpen = health === 'running' || health === 'stuck';
  return (
    <>
      {subject && (
        <Link
          to={subject.kind === 'document' ? `/requests/${subject.id}` : `/quotes/${subject.id}`}
          className={buttonClass()}
        >
          {t(subject.kind === 'document' ? 'openDocument' : 'openQuote')}
        </Link>
      )}
      {isOpen && mayWrite && <Button onClick={() => setAsking(true)}>{t('cancelJob')}</Button>}
      {isAsking && <CancelDialog workflow={workflow} onClose={() => setAsking(false)} />}
    </>
  );
};
