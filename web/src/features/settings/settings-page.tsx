import { NavLink, Outlet, useLocation } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { cx } from '../../ui/class-names.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { useActiveInView } from '../../ui/use-active-in-view.ts';
import { settingWords } from './setting-words.ts';

/** The sections this person may see, each at its own address. */
export const SettingsPage = () => {
  const t = useWords(settingWords);
  const strip = useActiveInView<HTMLElement>(`[href="${useLocation().pathname}"]`);
  const mayManageUsers = useCan('users:manage');
  const mayManageServers = useCan('mcp-servers:manage');
  const mayManageAccounts = useCan('service-accounts:manage');
  const sections = [
    { to: 'profile', label: t('profile') },
    { to: 'devices', label: t('sessions') },
    { to: 'appearance', label: t('appearance') },
    ...(mayManageUsers ? [{ to: 'users', label: t('users') }] : []),
    ...(mayManageServers ? [{ to: 'limits', label: t('limits') }] : []),
    ...(mayManageAccounts ? [{ to: 'service-accounts', label: t('accounts') }] : []),
  ];
  return (
    <>
      <PageHeader title={t('title')} />
      <nav ref={strip} aria-label={t('sections')} className="flex gap-5 overflow-x-auto border-b px-4 md:px-8">
        {sections.map(({ to, label }) => (
          <NavLink
            key={to}
            to={to}
            className={({ isActive }) =>
              cx(
                '-mb-px inline-flex h-10 shrink-0 items-center whitespace-nowrap border-b-2 focus-visible:-outline-offset-2',
                isActive ? 'border-accent font-medium' : 'border-transparent text-ink-2 hover:text-ink',
              )
            }
          >
            {label}
          </NavLink>
        ))}
      </nav>
      <div className="pt-6 pb-10">
        <Outlet />
      </div>
    </>
  );
};
