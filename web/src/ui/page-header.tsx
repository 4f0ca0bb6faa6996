import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTitle } from '../lib/use-title.ts';

interface PageHeaderProps {
  /** Also the title of the browser tab. */
  title: string;
  /** Where the page belongs to: `{ to: '/customers', label: 'Customers' }`. */
  back?: { to: string; label: string };
  description?: ReactNode;
  actions?: ReactNode;
}

/** The head of every page: its only h1, and its main actions at the right. */
export const PageHeader = ({ title, back, description, actions }: PageHeaderProps) => {
  useTitle(title);
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3 px-4 pt-5 pb-4 md:px-8 md:pt-7">
      <div className="min-w-0">
        {back && (
          <Link to={back.to} className="-ml-1 mb-1 inline-flex items-center gap-0.5 text-ink-3 hover:text-ink">
            <ChevronLeft aria-hidden="true" className="size-4" />
            {back.label}
          </Link>
        )}
        <h1 className="break-anywhere text-title font-semibold tracking-tight">{title}</h1>
        {description && <p className="mt-1 max-w-2xl text-ink-2">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
};
