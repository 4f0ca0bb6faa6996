import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What to do or to change. */
  description?: ReactNode;
  action?: ReactNode;
}

/** First use or no result: says why it is empty and what to do next. */
export const EmptyState = ({ icon, title, description, action }: EmptyStateProps) => (
  <div className="flex animate-appear flex-col items-center px-6 py-16 text-center">
    {icon && <div className="mb-3 text-ink-3 [&>svg]:size-6">{icon}</div>}
    <h2 className="text-lead font-semibold">{title}</h2>
    {description && <p className="break-anywhere mt-1 max-w-md text-ink-2">{description}</p>}
    {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);
