import { CircleX } from 'lucide-react';
import { CallError } from '../../../contracts/kernel/client.ts';
import { useErrorText } from '../lib/error-text.ts';
import { CorrelationId } from './correlation-id.tsx';

/** An error beside the form or action it belongs to. Renders nothing while there is none. */
export const InlineError = ({ error }: { error: unknown }) => {
  const textOf = useErrorText();
  if (error === null || error === undefined) return null;
  const { message, recovery } = textOf(error);
  const isOurs = error instanceof CallError && error.status >= 500;
  return (
    <div className="flex gap-2 rounded-md bg-failed-soft px-3 py-2">
      <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
      <div className="break-anywhere min-w-0">
        <p role="alert" className="text-failed">
          <span className="font-medium">{message}</span> {recovery}
        </p>
        {isOurs && <CorrelationId error={error} />}
      </div>
    </div>
  );
};
