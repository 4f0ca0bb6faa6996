import { useRouteError } from 'react-router';
import { useWords } from '../lib/i18n.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { appWords } from './app-words.ts';

/** A page that threw, or whose chunk could not be loaded (as after a new version was installed). */
export const RouteError = () => {
  const t = useWords(appWords);
  const error = useRouteError();
  return <ErrorState error={error} action={<Button onClick={() => location.reload()}>{t('reload')}</Button>} />;
};
