import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

interface RowLinkProps {
  to: string;
  /** Opens in a `SidePanel`: the list keeps its scroll place. */
  beside: boolean;
  className: string;
  children: ReactNode;
}

/** The link of a row: what j/k and arrows walk over. */
export const RowLink = ({ to, beside, className, children }: RowLinkProps) => {
  const { pathname } = useLocation();
  return (
    <Link
      data-row-link
      to={to}
      preventScrollReset={beside}
      {...(beside && isAt(to, pathname) && { 'aria-current': true })}
      className={className}
    >
      {children}
    </Link>
  );
};

export const isAt = (to: string, pathname: string): boolean => to.split('?')[0] === pathname;
