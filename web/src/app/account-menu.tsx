import { useQueryClient } from '@tanstack/react-query';
import { ChevronsUpDown, Keyboard, Languages, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useNavigate } from 'react-router';
import { authEndpoints } from '../../../contracts/identity.ts';
import { callPublic } from '../lib/api.ts';
import { useWords } from '../lib/i18n.ts';
import { setLocale, useLocale } from '../lib/locale.ts';
import { sessionQuery, useSession } from '../lib/session.ts';
import { setTheme, useTheme } from '../lib/theme.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { appWords } from './app-words.ts';
import { openShortcuts } from './shortcuts-sheet.tsx';

const icon = 'size-4';

/** Who is signed in, theme, language, and the way out. */
export const AccountMenu = () => {
  const t = useWords(appWords);
  const session = useSession();
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
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-small font-semibold text-accent"
          >
            {session.name.slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 grow truncate">{session.name}</span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        </button>
      }
      groups={[useThemeItems(), useLocaleItems(), useAccountItems()]}
    />
  );
};

const themes = [
  { id: 'system', word: 'themeSystem', Icon: Monitor },
  { id: 'light', word: 'themeLight', Icon: Sun },
  { id: 'dark', word: 'themeDark', Icon: Moon },
] as const;

const useThemeItems = (): MenuItem[] => {
  const t = useWords(appWords);
  const theme = useTheme();
  return themes.map(({ id, word, Icon }) => ({
    id,
    label: t(word),
    icon: <Icon className={icon} />,
    checked: theme === id,
    onSelect: () => setTheme(id),
  }));
};

const locales = [
  { id: 'en', word: 'english' },
  { id: 'de', word: 'german' },
] as const;

const useLocaleItems = (): MenuItem[] => {
  const t = useWords(appWords);
  const locale = useLocale();
  return locales.map(({ id, word }) => ({
    id,
    label: t(word),
    icon: <Languages className={icon} />,
    checked: locale === id,
    onSelect: () => setLocale(id),
  }));
};

const useAccountItems = (): MenuItem[] => {
  const t = useWords(appWords);
  const signOut = useSignOut();
  return [
    { id: 'keys', label: t('shortcuts'), icon: <Keyboard className={icon} />, onSelect: openShortcuts },
    { id: 'out', label: t('signOut'), icon: <LogOut className={icon} />, onSelect: () => void signOut() },
  ];
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
