import { Ellipsis, Search } from 'lucide-react';
import { useState } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { useWords } from '../lib/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { AccountMenu } from './account-menu.tsx';
import { appWords } from './app-words.ts';
import { LiveNote } from './live-note.tsx';
import type { NavItem } from './nav-items.ts';
import { useNavItems } from './use-nav-items.ts';

const itemClass = 'flex h-14 w-full flex-col items-center justify-center gap-0.5 text-small';

/** The navigation of the phone: four places, the rest behind "More". */
export const BottomNav = ({ onSearch }: { onSearch: () => void }) => {
  const t = useWords(appWords);
  const items = useNavItems();
  const [isMoreOpen, setMoreOpen] = useState(false);
  return (
    <>
      <nav
        aria-label={t('navigation')}
        className="fixed inset-x-0 bottom-0 z-20 border-t bg-frame pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        <ul className="grid grid-cols-5">
          {items.slice(0, 3).map(({ to, word, icon: Icon }) => (
            <li key={to} className="min-w-0">
              <NavLink
                to={to}
                className={({ isActive }) => cx(itemClass, isActive ? 'font-medium text-accent' : 'text-ink-2')}
              >
                <Icon aria-hidden="true" className="size-5" />
                <span className="max-w-full truncate px-1">{t(word)}</span>
              </NavLink>
            </li>
          ))}
          <li>
            <button type="button" onClick={onSearch} className={cx(itemClass, 'text-ink-2')}>
              <Search aria-hidden="true" className="size-5" />
              {t('searchShort')}
            </button>
          </li>
          <li>
            <button type="button" onClick={() => setMoreOpen(true)} className={cx(itemClass, 'text-ink-2')}>
              <Ellipsis aria-hidden="true" className="size-5" />
              {t('more')}
            </button>
          </li>
        </ul>
      </nav>
      {isMoreOpen && <MoreSheet items={items.slice(3)} onClose={() => setMoreOpen(false)} />}
    </>
  );
};

const MoreSheet = ({ items, onClose }: { items: readonly NavItem[]; onClose: () => void }) => {
  const t = useWords(appWords);
  const navigate = useNavigate();
  const go = (to: string) => {
    onClose();
    void navigate(to);
  };
  return (
    <Dialog title={t('more')} onClose={onClose}>
      <ul className="pb-2">
        {items.map(({ to, word, icon: Icon }) => (
          <li key={to}>
            <button
              type="button"
              className="flex h-12 w-full items-center gap-3 text-left text-lead"
              onClick={() => go(to)}
            >
              <Icon aria-hidden="true" className="size-5 text-ink-3" />
              {t(word)}
            </button>
          </li>
        ))}
      </ul>
      <div className="border-t py-3">
        <LiveNote />
        <AccountMenu />
      </div>
    </Dialog>
  );
};
