/** How far something is. `label` says what; the figure is for screen readers and the bar for eyes. */
export const ProgressBar = ({ label, done, total }: { label: string; done: number; total: number }) => (
  <progress
    aria-label={label}
    value={done}
    max={Math.max(total, 1)}
    className="block h-1 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-all"
  />
);
