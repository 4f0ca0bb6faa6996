import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { addWords } from './add-words.ts';

/** Its content for those who may manage servers; for others why there is none. */
export const AdminsOnly = ({ children }: { children: ReactNode }) => {
  const t = useWords(addWords);
  const mayManage = useCan('mcp-servers:manage');
  if (mayManage) return children;
  return <EmptyState icon={<Lock aria-hidden="true" />} title={t('adminsOnly')} description={t('adminsOnlyText')} />;
};
