import { useQueryClient } from '@tanstack/react-query';
import type { Locale } from '../../../../contracts/kernel/locale.ts';
import { useWords } from '../../lib/i18n.ts';
import { setLocale, useLocale } from '../../lib/locale.ts';
import { setTheme, useTheme } from '../../lib/theme.ts';
import { ChoiceList } from './choice-list.tsx';
import { Section } from './section.tsx';
import { settingWords } from './setting-words.ts';

/** Colours and language on this device. */
export const AppearanceSection = () => {
  const t = useWords(settingWords);
  const theme = useTheme();
  const locale = useLocale();
  const queryClient = useQueryClient();
  const chooseLocale = (next: Locale) => {
    setLocale(next);
    // Sentences that come from the server are in the language they were asked for.
    void queryClient.invalidateQueries();
  };
  return (
    <Section title={t('appearance')} description={t('onThisDevice')}>
      <div className="grid gap-8 sm:grid-cols-2">
        <ChoiceList
          legend={t('theme')}
          options={[
            { value: 'system', label: t('themeSystem') },
            { value: 'light', label: t('themeLight') },
            { value: 'dark', label: t('themeDark') },
          ]}
          value={theme}
          onChange={setTheme}
        />
        <ChoiceList
          legend={t('language')}
          options={[
            { value: 'en', label: 'English', lang: 'en' },
            { value: 'de', label: 'Deutsch', lang: 'de' },
          ]}
          value={locale}
          onChange={chooseLocale}
        />
      </div>
    </Section>
  );
};
