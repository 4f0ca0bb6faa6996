import { z } from 'zod';

/** Languages that messages exist in (spec row B9). */
export const Locale = z.enum(['en', 'de']);
export type Locale = z.infer<typeof Locale>;

/** One sentence in every language. */
export type Localized = Readonly<Record<Locale, string>>;

/** Picks the best supported language of an `Accept-Language` header or tag (RFC 9110 §12.5.4); English otherwise. */
export const pickLocale = (header: string | undefined): Locale => {
  const wanted = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .toSorted((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const locale = Locale.options.find((option) => option === language);
    if (locale) return locale;
  }
  return 'en';
};
