import { useMemo } from 'react';
import type { Locale } from '../../../contracts/kernel/locale.ts';
import { useLocale } from './locale.ts';

/** A text, or one for a count of exactly 1 and one for all other counts. */
type Wording = string | { readonly one: string; readonly other: string };
export type Words = Readonly<Record<string, Readonly<Record<Locale, Wording>>>>;
export type Values = Readonly<Record<string, string | number>>;

/** Declares the texts of a feature: `defineWords({ title: { en: 'Requests', de: 'Anfragen' } })`. */
export const defineWords = <const W extends Words>(words: W): W => words;

/** `{name}` is filled from the values; `count` chooses between `one` and `other`. */
export type Translate<W extends Words> = (key: keyof W & string, values?: Values) => string;

export const translator =
  <W extends Words>(words: W, locale: Locale): Translate<W> =>
  (key, values = {}) => {
    const wording = words[key]?.[locale];
    if (wording === undefined) return key;
    const template = typeof wording === 'string' ? wording : values['count'] === 1 ? wording.one : wording.other;
    return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => show(values[name], locale) ?? whole);
  };

const show = (value: string | number | undefined, locale: Locale): string | undefined =>
  typeof value === 'number' ? value.toLocaleString(locale) : value;

/** The texts of a feature in the current language: `const t = useWords(requestWords)`. */
export const useWords = <W extends Words>(words: W): Translate<W> => {
  const locale = useLocale();
  return useMemo(() => translator(words, locale), [words, locale]);
};
