import { CircleX } from 'lucide-react';
import { useErrorText } from '../lib/error-text.ts';

/** An error beside the form or action it belongs to. Renders nothing while there is none. */
export const InlineError = ({ error }: { error: unknown }) => {
  const textOf = useErrorText();
  if (error === null || error === undefined) return null;
  const { message, recovery } = textOf(error);
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-failed-soft px-3 py-2 text-failed">
      <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p className="break-anywhere min-w-0">
        <span className="font-medium">{message}</span> {recovery}
      </p>
    </div>
  );
};
