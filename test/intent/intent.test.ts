import { assert, expect, test } from 'vitest';
import { analyzeIntent } from '../../domain/intent/analyze-intent.ts';
import { asideSentences } from './aside-sentences.ts';
import { germanSentences } from './labelled-sentences-de.ts';
import { englishSentences } from './labelled-sentences-en.ts';
import { cpuMsOf } from '../harness/cpu-time.ts';

const measured = [
  ...englishSentences.map(([label, message]) => measure('en', label, message)),
  ...germanSentences.map(([label, message]) => measure('de', label, message)),
];

function measure(locale: 'en' | 'de', label: string, message: string) {
  const { intent } = analyzeIntent({ message });
  return { locale, label, message, intent, right: intent === label };
}

function score(sentences: typeof measured) {
  const misses = sentences.filter(({ right }) => !right);
  const accuracy = (sentences.length - misses.length) / sentences.length;
  const lines = misses.map(({ locale, label, message, intent }) => `  ${locale} ${label}, not ${intent}: ${message}`);
  const report = `${misses.length} of ${sentences.length} missed (${(accuracy * 100).toFixed(1)} % right)`;
  return { accuracy, report: [report, ...lines].join('\n') };
}

test('the measuring set is large enough, names every intent in both languages and repeats no sentence', () => {
  expect(measured.length).toBeGreaterThanOrEqual(300);
  for (const sentences of [englishSentences, germanSentences]) {
    const counts = new Map<string, number>();
    for (const [label] of sentences) counts.set(label, (counts.get(label) ?? 0) + 1);
    expect(counts.size).toBe(22);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(6);
    expect(counts.get('unknown')).toBeGreaterThanOrEqual(25);
    expect(new Set(sentences.map(([, sentence]) => sentence)).size).toBe(sentences.length);
  }
});

test('at least 95 % of the sentences get the intent a careful human gives them', () => {
  const { accuracy, report } = score(measured);
  assert.isAtLeast(accuracy, 0.95, report);
});

test('at least 93 % of the sentences kept aside while the classifier was made get their intent', () => {
  const { accuracy, report } = score(asideSentences.map(([locale, label, message]) => measure(locale, label, message)));
  assert.isAtLeast(accuracy, 0.93, report);
});

test('at least 90 % of the sentences that ask for nothing this desk does stay unknown', () => {
  const { accuracy, report } = score(measured.filter(({ label }) => label === 'unknown'));
  assert.isAtLeast(accuracy, 0.9, report);
});

const umlauts = (text: string): string =>
  text.replaceAll(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter] ?? letter);
const perturbations: readonly (readonly [string, (text: string, locale: 'en' | 'de') => string])[] = [
  ['in capitals', (text) => text.toUpperCase()],
  ['in small letters', (text) => text.toLowerCase()],
  ['without umlauts', umlauts],
  ['with a polite beginning', (text, locale) => (locale === 'de' ? `Bitte ${text}` : `Please ${text}`)],
  ['with thanks at the end', (text, locale) => (locale === 'de' ? `${text}, danke` : `${text}, thanks`)],
  ['with spaces around', (text) => `  ${text.replaceAll(' ', '  ')} `],
];

test.each(perturbations)('the same sentences %s get the same answer in at least 97 %%', (_, change) => {
  const moved = measured.filter(
    ({ message, locale, intent }) => analyzeIntent({ message: change(message, locale) }).intent !== intent,
  );
  const report = moved.map(({ message, intent }) => `  ${intent}: ${message}`).join('\n');
  assert.isAtMost(moved.length / measured.length, 0.03, report);
});

const letters = {
  en: (wish: string) =>
    `Hello, the meeting went on for hours and the sales figures were all they talked about. ${wish}. The customer called twice. Kind regards, Peter`,
  de: (wish: string) =>
    `Guten Tag, die Sitzung hat Stunden gedauert und es ging nur um die Verkaufszahlen. ${wish}. Der Kunde hat schon zweimal angerufen. Viele Grüße, Peter`,
};

test('the same wishes in a letter get the same answer in at least 95 %', () => {
  const wishes = measured.filter(({ label }) => !['unknown', 'greeting', 'help'].includes(label));
  const moved = wishes.filter(
    ({ message, locale, intent }) => analyzeIntent({ message: letters[locale](message) }).intent !== intent,
  );
  const report = moved.map(({ message, intent }) => `  ${intent}: ${message}`).join('\n');
  assert.isAtMost(moved.length / wishes.length, 0.05, report);
});

test('a message is read in no time', async () => {
  const readAll = () => measured.forEach(({ message }) => analyzeIntent({ message: `${message} ` }));
  expect((await cpuMsOf(readAll)) / measured.length).toBeLessThan(10);
});
