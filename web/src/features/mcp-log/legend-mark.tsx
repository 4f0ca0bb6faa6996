import { cx } from '../../ui/class-names.ts';

/** A swatch and its word. */
export const LegendMark = ({ fill, children }: { fill: string; children: string }) => (
  <span className="figures flex items-center gap-1.5">
    <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
      <rect width={8} height={8} rx={1} className={cx(fill)} />
    </svg>
    {children}
  </span>
);
