import { CircleCheck, CircleX, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useWords } from '../lib/i18n.ts';
import { IconButton } from './icon-button.tsx';
import { currentToasts, dismissToast, subscribeToasts, type ToastMessage } from './toast.ts';
import { uiWords } from './ui-words.ts';

/** Shows the toasts, read out politely. Hovering or focusing one keeps it. */
export const Toaster = () => {
  const t = useWords(uiWords);
  const messages = useSyncExternalStore(subscribeToasts, currentToasts);
  return (
    <section
      aria-label={t('notifications')}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-34 z-50 flex flex-col items-center gap-2 md:inset-x-auto md:right-6 md:bottom-22 md:items-end"
    >
      {messages.map((message) => (
        <Toast key={message.id} message={message} />
      ))}
    </section>
  );
};

const Toast = ({ message }: { message: ToastMessage }) => {
  const t = useWords(uiWords);
  const [held, setHeld] = useState(false);
  const { id, durationMs, action } = message;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), durationMs);
    return () => clearTimeout(timer);
  }, [held, id, durationMs]);
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-md animate-appear items-center gap-3 rounded-lg bg-raised py-2 pr-2 pl-3.5 shadow-raised"
    >
      {message.tone === 'done' && <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-done" />}
      {message.tone === 'failed' && <CircleX aria-hidden="true" className="size-4 shrink-0 text-failed" />}
      <p className="break-anywhere min-w-0">{message.text}</p>
      {action && (
        <button
          type="button"
          className="h-7 shrink-0 rounded-sm px-1 font-medium text-accent hover:underline"
          onClick={() => {
            action.onClick();
            dismissToast(id);
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton
        size="small"
        label={t('dismiss')}
        icon={<X className="size-3.5" />}
        onClick={() => dismissToast(id)}
      />
    </div>
  );
};
