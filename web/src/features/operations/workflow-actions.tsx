import { useState } from 'react';
import { Link } from 'react-router';
import type { WorkflowDetail } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { operationWords } from './operation-words.ts';
import { subjectLink } from './subject-link.ts';

/** Where the job belongs to, and the way to end it. */
export const WorkflowActions = ({ workflow }: { workflow: WorkflowDetail }) => {
  const t = useWords(operationWords);
  const mayWrite = useCan('operations:write');
  const [isAsking, setAsking] = useState(false);
  const { subject, health, type } = workflow;
  const link = subject && subjectLink(subject);
  // A removal goes on until everything is gone.
  const canEnd = type !== 'removeMcpServer';
  const isOpen = health === 'running' || health === 'stuck';
  return (
    <>
      {link && (
        <Link to={link.to} className={buttonClass()}>
          {t(link.word)}
        </Link>
      )}
      {isOpen && canEnd && mayWrite && <Button onClick={() => setAsking(true)}>{t('cancelJob')}</Button>}
      {isAsking && <CancelDialog workflow={workflow} onClose={() => setAsking(false)} />}
    </>
  );
};
