import type { Locale } from '../../../contracts/kernel/locale.ts';
import { intlTag } from './locale.ts';

const steps = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'week', seconds: 604_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** "5 minutes ago" in short form ("5 min ago"); under a minute "now". `nowMs` is milliseconds since the epoch. */
export const formatRelative = (instant: string, locale: Locale, nowMs: number): string => {
  const seconds = Math.round((Date.parse(instant) - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat(intlTag(locale), { numeric: 'auto', style: 'short' });
  const step = steps.find((each) => Math.abs(seconds) >= each.seconds);
  return step ? format.format(Math.trunc(seconds / step.seconds), step.unit) : format.format(0, 'second');
};

/** Date and time to the minute, in the reader's time zone: for the ends of a chart. */
export const formatMinute = (instant: string, locale: Locale): string =>
  new Intl.DateTimeFormat(intlTag(locale), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

/** Date and time to the second, in the reader's time zone. */
export const formatExact = (instant: string, locale: Locale): string =>
  new Intl.DateTimeFormat(intlTag(locale), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(instant));

/** A calendar day (YYYY-MM-DD), free of time zones. */
export const formatDay = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(intlTag(locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** A file size in the unit that reads best. */
export const formatBytes = (bytes: number, locale: Locale): string => {
  if (bytes < 1e3) return `${bytes}\u00A0B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(intlTag(locale), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
};

/** The time of day to the second, in the reader's time zone: for lines that follow each other closely. */
export const formatTime = (instant: string, locale: Locale): string =>
  new Intl.DateTimeFormat(intlTag(locale), { timeStyle: 'medium' }).format(new Date(instant));
