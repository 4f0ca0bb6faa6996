import { CircleX, CloudOff, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { CallError } from '../../../contracts/kernel/client.ts';
import { useWords } from '../lib/i18n.ts';
import { useErrorText } from '../lib/error-text.ts';
import { useOnline } from '../lib/use-online.ts';
import { Button } from './button.tsx';
import { cx } from './class-names.ts';
import { CorrelationId } from './correlation-id.tsx';
import { uiWords } from './ui-words.ts';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  action?: ReactNode;
}

/** What happened, what to do, and the correlation id to hand on. */
export const ErrorState = ({ error, onRetry, action }: ErrorStateProps) => {
  const t = useWords(uiWords);
  const online = useOnline();
  const textOf = useErrorText();
  // What a page asks for stands in its address: the fields that are wrong are nobody's to correct.
  const isBadLink = error instanceof CallError && error.code === 'validation_error';
  const { message, recovery } = isBadLink ? { message: t('badLink'), recovery: t('badLinkFix') } : textOf(error);
  // Asking again does not find what is not there, and does not open what is closed.
  const isGone = isBadLink || (error instanceof CallError && error.status === 404);
  const isForbidden = error instanceof CallError && error.status === 403;
  const known = isForbidden ? Lock : CircleX;
  const Icon = online ? known : CloudOff;
  return (
    <div role="alert" className="flex animate-appear flex-col items-center px-6 py-16 text-center">
      <Icon aria-hidden="true" className={cx('mb-3 size-6', isForbidden ? 'text-ink-3' : 'text-failed')} />
      <h2 className="break-anywhere text-lead font-semibold">{message}</h2>
      {recovery !== '' && <p className="break-anywhere mt-1 max-w-md text-ink-2">{recovery}</p>}
      {(onRetry ?? action) && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          {(isGone || isForbidden) && !action && <Button onClick={() => history.back()}>{t('goBack')}</Button>}
          {onRetry && !isGone && !isForbidden && <Button onClick={onRetry}>{t('retry')}</Button>}
          {action}
        </div>
      )}
      <div className="mt-4">
        <CorrelationId error={error} />
      </div>
    </div>
  );
};
