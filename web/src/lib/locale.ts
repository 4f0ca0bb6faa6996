import { useSyncExternalStore } from 'react';
import { Locale, pickLocale } from '../../../contracts/kernel/locale.ts';

const key = 'throughline.locale';
const listeners = new Set<() => void>();

const stored = (): Locale => {
  const saved = Locale.safeParse(localStorage.getItem(key));
  return saved.success ? saved.data : pickLocale(navigator.languages.join(','));
};

let current: Locale | null = null;

export const currentLocale = (): Locale => (current ??= stored());

/** Switches the language of the whole app at once and remembers it on this device. */
export const setLocale = (locale: Locale): void => {
  current = locale;
  localStorage.setItem(key, locale);
  document.documentElement.lang = locale;
  for (const listener of listeners) listener();
};

export const useLocale = (): Locale =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentLocale);

/** Tag for Intl: the browser's regional variant of the language when it has one (`en-GB`), else the language. */
export const intlTag = (locale: Locale): string =>
  navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${locale}-`)) ?? (locale === 'en' ? 'en-GB' : locale);
