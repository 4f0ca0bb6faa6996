import { fold } from './fold.ts';

/** A date as written. `iso` is null while day and month could be either; then both readings are given. */
export type DateMention = {
  start: number;
  end: number;
  text: string;
  iso: string | null;
  dayFirst: string | null;
  monthFirst: string | null;
};

const monthNames: readonly string[] = [
  'jan januar january janvier enero gennaio januari janv ene gen',
  'feb februar february fevrier febrero febbraio februari fevr febr',
  'mar marz maerz march mars marzo maart mrz mrt',
  'apr april avril abril aprile avr abr',
  'may mai mayo maggio mei mag',
  'jun juni june juin junio giugno giu',
  'jul juli july juillet julio luglio juil lug',
  'aug august aout agosto augustus ago',
  'sep sept september septembre septiembre settembre set',
  'oct okt october oktober octobre octubre ottobre ott',
  'nov november novembre noviembre',
  'dec dez december dezember decembre diciembre dicembre dic',
];
const months = new Map(monthNames.flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const)));

const patterns = {
  iso: /(?<!\d)(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g,
  compact: /(?<![\d\w-])(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?![\d\w])/g,
  numeric: /(?<![\d.,])(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:20)?\d{2})(?!\d)/g,
  dayMonth:
    /(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-]{0,2}(?:de |of )?(\p{L}{3,10})\.?,?[\s-]{0,2}(?:de )?(20\d{2})(?!\d)/giu,
  monthDay: /(?<!\p{L})(\p{L}{3,10})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(20\d{2})(?!\d)/giu,
};

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const valid = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 2000 && year <= 2099;
  return valid ? date.toISOString().slice(0, 10) : null;
}

type Reading = Omit<DateMention, 'start' | 'end' | 'text'>;

const sure = (value: string | null): Reading | null =>
  value === null ? null : { iso: value, dayFirst: value, monthFirst: value };

function readNumeric(a: string, mark: string, b: string, year: string): Reading | null {
  const fullYear = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  const dayFirst = iso(fullYear, Number(b), Number(a));
  const monthFirst = iso(fullYear, Number(a), Number(b));
  // Dots are only ever written day first.
  if (mark === '.') return sure(dayFirst);
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst) return sure(dayFirst ?? monthFirst);
  return { iso: null, dayFirst, monthFirst };
}

function readNamed(day: string, month: string, year: string): Reading | null {
  const number = months.get(fold(month));
  return number === undefined ? null : sure(iso(Number(year), number, Number(day)));
}

/** All dates in a text, in order, none overlapping. */
export function findDates(text: string): DateMention[] {
  const found: DateMention[] = [];
  const collect = (pattern: RegExp, read: (match: RegExpExecArray) => Reading | null): void => {
    for (const match of text.slice(0, 5_000).matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const reading = read(match);
      if (reading !== null) found.push({ start, end, text: match[0], ...reading });
    }
  };
  collect(patterns.iso, (m) => sure(iso(Number(m[1]), Number(m[2]), Number(m[3]))));
  collect(patterns.dayMonth, (m) => readNamed(m[1] ?? '', m[2] ?? '', m[3] ?? ''));
  collect(patterns.monthDay, (m) => readNamed(m[2] ?? '', m[1] ?? '', m[3] ?? ''));
  collect(patterns.numeric, (m) => readNumeric(m[1] ?? '', m[2] ?? '', m[3] ?? '', m[4] ?? ''));
  collect(patterns.compact, (m) => sure(iso(Number(m[1]), Number(m[2]), Number(m[3]))));
  return found.sort((a, b) => a.start - b.start);
}

/** The whole text is one date, or null. */
export function parseDate(text: string): DateMention | null {
  const [only, ...more] = findDates(text);
  if (only === undefined || more.length > 0) return null;
  return text.trim().length - (only.end - only.start) <= 6 ? only : null;
}
