import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../lib/i18n.ts';
import { useTitle } from '../lib/use-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { appWords } from './app-words.ts';

export const NotFoundPage = () => {
  const t = useWords(appWords);
  useTitle(t('notFound'));
  return (
    <EmptyState
      icon={<Compass />}
      title={t('notFound')}
      description={t('notFoundHint')}
      action={
        <Link to="/requests" className={buttonClass()}>
          {t('toRequests')}
        </Link>
      }
    />
  );
};
