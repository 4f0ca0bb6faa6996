import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import { useActiveInView } from './use-active-in-view.ts';

export interface Tab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (id: string) => void;
  /** For a tab panel that fills the height left over. */
  fill?: boolean;
}

/** Tabs; keep `value` in the URL where a tab is a place of its own. */
export const Tabs = ({ label, tabs, value, onChange, fill = false }: TabsProps) => (
  <Radix.Root value={value} onValueChange={onChange} className={cx(fill && 'flex min-h-0 grow flex-col')}>
    <Radix.List
      ref={useActiveInView(`[data-value="${value}"]`)}
      aria-label={label}
      className="flex shrink-0 gap-5 overflow-x-auto border-b px-4 md:px-0"
    >
      {tabs.map((tab) => (
        <Radix.Trigger
          key={tab.id}
          value={tab.id}
          data-value={tab.id}
          className={cx(
            '-mb-px inline-flex h-10 items-center gap-2 whitespace-nowrap border-b-2 border-transparent text-ink-2',
            'hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink',
          )}
        >
          {tab.label}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map((tab) => (
      <Radix.Content
        key={tab.id}
        value={tab.id}
        className={cx('min-w-0', fill && 'min-h-0 grow data-[state=active]:flex')}
      >
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
);
