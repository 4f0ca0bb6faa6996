import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names and values, one under the other. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-2.5">
    {facts.map(({ label, value }) => (
      <div key={label} className="contents">
        <dt className="text-ink-3">{label}</dt>
        <dd className="break-anywhere min-w-0 whitespace-pre-line">{value}</dd>
      </div>
    ))}
  </dl>
);
