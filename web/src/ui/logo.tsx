/** The mark: one line running through. */
export const Logo = ({ className }: { className: string }) => (
  <svg aria-hidden="true" viewBox="0 0 32 32" className={className}>
    <rect width="32" height="32" rx="7" className="fill-accent" />
    <path
      d="M7 11h18M7 21h8c5 0 3-10 10-10"
      fill="none"
      strokeWidth="3"
      strokeLinecap="round"
      className="stroke-on-accent"
    />
  </svg>
);
