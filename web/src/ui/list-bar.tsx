import type { ReactNode } from 'react';
import { SearchInput } from './search-input.tsx';

interface ListBarProps {
  search?: { label: string; value: string; onChange: (value: string) => void };
  /** How much the list shows, where there is room to say it. */
  count?: ReactNode;
  /** The filters. */
  children?: ReactNode;
}

/** What stands over every list: its search first, then its filters. */
export const ListBar = ({ search, count, children }: ListBarProps) => (
  <div className="@container px-4 pb-3 md:px-8">
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {search && <SearchInput {...search} className="w-full @md:w-72" />}
      {children}
      {count !== undefined && (
        <p role="status" className="figures ml-auto hidden text-small text-ink-3 @3xl:block">
          {count}
        </p>
      )}
    </div>
  </div>
);
