import { useQueryClient } from '@tanstack/react-query';
import { ChevronsUpDown, Keyboard, Languages, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useNavigate } from 'react-router';
import { authEndpoints } from '../../../contracts/identity.ts';
import { callPublic } from '../lib/api.ts';
import { useWords } from '../lib/i18n.ts';
import { setLocale, useLocale } from '../lib/locale.ts';
import { sessionQuery, useSession } from '../lib/session.ts';
import { setTheme, useTheme } from '../lib/theme.ts';
import { Menu } from '../ui/menu.tsx';
import { appWords } from './app-words.ts';
import { openShortcuts } from './shortcuts-sheet.tsx';

const icon = 'size-4';

/** Who is signed in, theme, language, and the way out. */
export const AccountMenu = () => {
  const t = useWords(appWords);
  const session = useSession();
  const locale = useLocale();
  const theme = useTheme();
  const signOut = useSignOut();
  return (
    <Menu
      align="start"
      side="top"
      heading={<p className="truncate text-small text-ink-3">{session.email ?? session.name}</p>}
      trigger={
        <button
          type="button"
          aria-label={`${t('account')}: ${session.name}`}
          className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-hover data-[state=open]:bg-hover"
        >
          <span aria-hidden="true" className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-small font-semibold text-accent">
            {session.name.slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 grow truncate">{session.name}</span>
          <ChevronsUpDown aria-hidden="true" className="size-4 text-ink-3" />
        </button>
      }
      groups={[
        [
          { id: 'system', label: t('themeSystem'), icon: <Monitor className={icon} />, checked: theme === 'system', onSelect: () => setTheme('system') },
          { id: 'light', label: t('themeLight'), icon: <Sun className={icon} />, checked: theme === 'light', onSelect: () => setTheme('light') },
          { id: 'dark', label: t('themeDark'), icon: <Moon className={icon} />, checked: theme === 'dark', onSelect: () => setTheme('dark') },
        ],
        [
          { id: 'en', label: t('english'), icon: <Languages className={icon} />, checked: locale === 'en', onSelect: () => setLocale('en') },
          { id: 'de', label: t('german'), icon: <Languages className={icon} />, checked: locale === 'de', onSelect: () => setLocale('de') },
        ],
        [
          { id: 'keys', label: t('shortcuts'), icon: <Keyboard className={icon} />, onSelect: openShortcuts },
          { id: 'out', label: t('signOut'), icon: <LogOut className={icon} />, onSelect: () => void signOut() },
        ],
      ]}
    />
  );
};

const useSignOut = () => {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await callPublic(authEndpoints.logout).catch(() => undefined);
    await navigate('/sign-in', { replace: true });
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
  };
};
