const dayMs = 86_400_000;
const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'.split('|');
const german: Readonly<Record<string, string>> = { mär: 'mar', mrz: 'mar', mai: 'may', okt: 'oct', dez: 'dec' };

export interface Days {
  readonly from: string;
  readonly to: string;
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
const span = (from: Date, until: Date): Days => ({ from: day(from), to: day(new Date(until.getTime() - dayMs)) });
const monthSpan = (year: number, month: number, count: number): Days =>
  span(new Date(Date.UTC(year, month, 1)), new Date(Date.UTC(year, month + count, 1)));

/** First and last day (UTC) of a period as people write it in English or German; null when it is not one of these. */
export const periodDays = (written: string | undefined, now: Date): Days | null => {
  const text = (written ?? '').toLowerCase();
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  const back = /last|past|previous|letzt|vergangen|vorig|^vor/.test(text) ? 1 : 0;
  const today = new Date(Date.UTC(year, month, now.getUTCDate()));
  const named = Number(/20\d\d/.exec(text)?.[0] ?? Number.NaN);
  const [, quarter] = /q([1-4])|([1-4])\. ?quartal/.exec(text) ?? [];
  if (/today|heute/.test(text)) return { from: day(today), to: day(today) };
  if (/yesterday|gestern/.test(text)) return span(new Date(today.getTime() - dayMs), today);
  if (quarter !== undefined) return monthSpan(Number.isNaN(named) ? year : named, (Number(quarter) - 1) * 3, 3);
  const [, count, unit = ''] = /(\d{1,3}) (day|week|tag|woche)/.exec(text) ?? [];
  if (count !== undefined) {
    const days = Math.min(400, Number(count) * (/w/.test(unit) ? 7 : 1));
    return span(new Date(today.getTime() - (days - 1) * dayMs), new Date(today.getTime() + dayMs));
  }
  if (/week|woche/.test(text)) {
    const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * dayMs - back * 7 * dayMs;
    return span(new Date(monday), new Date(monday + 7 * dayMs));
  }
  if (/quarter|quartal/.test(text)) return monthSpan(year, (Math.floor(month / 3) - back) * 3, 3);
  if (/month|monat/.test(text)) return monthSpan(year, month - back, 1);
  const start = text.slice(0, 3);
  const at = months.indexOf(german[start] ?? start);
  if (at >= 0) return monthSpan(Number.isNaN(named) ? year - (at > month ? 1 : 0) : named, at, 1);
  if (!Number.isNaN(named)) return monthSpan(named, 0, 12);
  return /year|jahr/.test(text) ? monthSpan(year - back, 0, 12) : null;
};
