import { errorTable } from './errors.ts';
import type { Locale } from './kernel/locale.ts';
import { translate, translations } from './reasons.ts';

/** What is said of a workflow that has a problem. The step it names in English is shown beside it. */
const ofWorkflows: readonly (readonly [string, string])[] = [
  ['{what} was interrupted: the worker stopped answering.', 'Unterbrochen: der Worker antwortete nicht mehr.'],
  [
    '{what} took longer than it may: the worker stopped answering, or is too slow.',
    'Dauerte länger als erlaubt: der Worker antwortete nicht mehr oder ist zu langsam.',
  ],
  ['{what} was not begun in time: no worker took it.', 'Nicht rechtzeitig begonnen: kein Worker hat es übernommen.'],
  [
    '{what} did not finish in the time it has, with all its attempts.',
    'Nicht rechtzeitig fertig geworden, trotz aller Versuche.',
  ],
  ['{what} failed with an unexpected error: {words}', 'Unerwarteter Fehler: {words}'],
  ['No worker has taken {what} for over a minute.', 'Seit über einer Minute hat kein Worker es übernommen.'],
  [
    'The worker stopped answering while it ran the workflow’s code.',
    'Der Worker antwortete nicht mehr, während er den Code des Vorgangs ausführte.',
  ],
  [
    'The workflow’s code has changed and no longer fits what this run has done already (non-determinism).',
    'Der Code des Vorgangs hat sich geändert und passt nicht mehr zu dem, was bisher geschah (Nichtdeterminismus).',
  ],
  ['The workflow’s code fails: {words}', 'Der Code des Vorgangs schlägt fehl: {words}'],
  ['The workflow’s code fails.', 'Der Code des Vorgangs schlägt fehl.'],
  ['The workflow took longer than it may.', 'Der Vorgang dauerte länger als erlaubt.'],
  ['It was ended by force: {words}', 'Mit Gewalt beendet: {words}'],
  ['The step “{step}” was cancelled.', 'Abgebrochen.'],
  ['{what} was ended by force.', 'Mit Gewalt beendet.'],
];

/** Most words of its own first: `{package}: {reason}.` would fit nearly everything. */
const ownLength = (english: string): number => english.replaceAll(/\{\w+\}/g, '').length;

const german = translations([
  ...ofWorkflows,
  ...Object.values(errorTable)
    .map(({ message }) => [message.en, message.de] as const)
    .toSorted(([one], [other]) => ownLength(other) - ownLength(one)),
]);

/**
 * Why a workflow or a step of it failed, in the words of one language. Temporal keeps only the English sentence that a
 * failure was thrown with; what came from elsewhere stays as it was said.
 */
export const tellWorkflowCause = (cause: string, locale: Locale): string =>
  locale === 'en' ? cause : translate(cause, german);
