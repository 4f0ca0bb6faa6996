import type { Locale } from '../../../contracts/kernel/locale.ts';

type Unit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day';

const show = (value: number, unit: Unit, locale: Locale, maximumFractionDigits = 0): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(value);

/** A length of time in its two largest units: "420 ms", "1.8 sec", "1 min 14 sec", "2 hr 5 min". */
export const formatDuration = (durationMs: number, locale: Locale): string => {
  const seconds = Math.max(durationMs, 0) / 1000;
  if (seconds < 1) return show(Math.max(durationMs, 0), 'millisecond', locale);
  if (seconds < 10) return show(seconds, 'second', locale, 1);
  const whole = Math.round(seconds);
  if (whole < 60) return show(whole, 'second', locale);
  const [large, small, size]: [Unit, Unit, number] =
    whole < 3600 ? ['minute', 'second', 60] : whole < 86_400 ? ['hour', 'minute', 3600] : ['day', 'hour', 86_400];
  const rest = Math.floor((whole % size) / (small === 'second' ? 1 : small === 'minute' ? 60 : 3600));
  const first = show(Math.floor(whole / size), large, locale);
  return rest === 0 ? first : `${first} ${show(rest, small, locale)}`;
};

/** How long until an instant: "in 42 sec"; "now" once it is over. */
export const formatUntil = (instant: string, nowMs: number, locale: Locale): string => {
  const seconds = Math.max(Math.ceil((Date.parse(instant) - nowMs) / 1000), 0);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return seconds < 90 ? format.format(seconds, 'second') : format.format(Math.round(seconds / 60), 'minute');
};
