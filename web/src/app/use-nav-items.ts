import { useSession } from '../lib/session.ts';
import { navItems, type NavItem } from './nav-items.ts';

/** The places this person may go. */
export const useNavItems = (): readonly NavItem[] => {
  const { permissions } = useSession();
  return navItems.filter(({ permission }) => permission === null || permissions.includes(permission));
};
