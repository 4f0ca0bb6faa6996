import { Search } from 'lucide-react';
import { NavLink } from 'react-router';
import { useWords } from '../lib/i18n.ts';
import { useSession } from '../lib/session.ts';
import { cx } from '../ui/class-names.ts';
import { Kbd } from '../ui/kbd.tsx';
import { AccountMenu } from './account-menu.tsx';
import { appWords } from './app-words.ts';
import { LiveNote } from './live-note.tsx';
import { Logo } from '../ui/logo.tsx';
import type { NavItem } from './nav-items.ts';
import { useNavItems } from './use-nav-items.ts';

const isMac = navigator.userAgent.includes('Mac');

/** The navigation of the desk. */
export const SideNav = ({ onSearch }: { onSearch: () => void }) => {
  const t = useWords(appWords);
  const { workspace } = useSession();
  const items = useNavItems();
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r bg-frame px-3 py-4 md:flex">
      <div className="mb-4 flex items-center gap-2.5 px-1.5">
        <Logo className="size-6 shrink-0" />
        <span className="truncate font-semibold" title={workspace.name}>
          {workspace.name}
        </span>
      </div>
      <button
        type="button"
        onClick={onSearch}
        className="mb-4 flex h-8 items-center gap-2 rounded-md border border-line-strong bg-canvas px-2 text-ink-3 hover:text-ink"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="grow text-left">{t('searchShort')}</span>
        <Kbd>{isMac ? '⌘K' : 'Ctrl K'}</Kbd>
      </button>
      <nav aria-label={t('navigation')} className="flex min-h-0 grow flex-col justify-between overflow-y-auto">
        <NavList items={items.filter(({ group }) => group === 'work')} />
        <NavList items={items.filter(({ group }) => group === 'system')} />
      </nav>
      <LiveNote />
      <div className="mt-3 border-t pt-3">
        <AccountMenu />
      </div>
    </aside>
  );
};

const NavList = ({ items }: { items: readonly NavItem[] }) => {
  const t = useWords(appWords);
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map(({ to, word, icon: Icon }) => (
        <li key={to}>
          <NavLink
            to={to}
            className={({ isActive }) =>
              cx(
                'flex h-8 items-center gap-2.5 rounded-md px-2 transition-colors duration-100',
                isActive ? 'bg-hover font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
              )
            }
          >
            <Icon aria-hidden="true" className="size-4 shrink-0" />
            {t(word)}
          </NavLink>
        </li>
      ))}
    </ul>
  );
};
