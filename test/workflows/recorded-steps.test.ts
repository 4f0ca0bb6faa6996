import { expect, test } from 'vitest';
import { createTimeline } from '../../temporal/history/timeline.ts';
import { retryPointOf } from '../../temporal/operations/retry-point.ts';
import { stepsOf } from '../../temporal/operations/workflow-steps.ts';
import { readRecordedHistory } from './read-history.ts';

const recorded = async (name: string) => {
  const { events } = await readRecordedHistory(`${name}.2026-11.json`);
  const steps = stepsOf('run', events, [], true);
  const retry = retryPointOf(events, steps, { isClosed: true, codeFails: false, type: 'any' });
  return { events, retry, shown: steps.map(({ step, state }) => `${step} ${state}`) };
};

test('a document that was read shows its steps, and the quote it handed over to', async () => {
  const { shown, retry } = await recorded('process-document-done');
  expect(shown).toEqual([
    'extractDocument completed',
    'recogniseDocument completed',
    'finishDocument completed',
    'createQuote completed',
    'prepareQuote completed',
  ]);
  expect(retry).toBeNull();
});

test('a failed document would be retried from the step that failed, not from the one that noted it', async () => {
  const { shown, retry, events } = await recorded('process-document-failed');
  expect(shown).toEqual(['extractDocument failed', 'parkDocument completed']);
  expect(retry).toMatchObject({ how: 'reset', retryFrom: 'extractDocument', willRunAgain: ['extractDocument'] });
  const target = events.find(({ eventId }) => retry?.how === 'reset' && Number(eventId) === retry.eventId);
  expect(target?.workflowTaskCompletedEventAttributes).toBeTruthy();
});

test('a cancelled quote has nothing to retry', async () => {
  expect((await recorded('prepare-quote-cancelled')).retry).toBeNull();
});

test('a review that was confirmed shows as a step', async () => {
  const { shown } = await recorded('prepare-quote-with-review');
  expect(shown).toEqual([
    'matchQuoteLines completed',
    'priceQuoteLines completed',
    'confirmReview completed',
    'finishQuoteReview completed',
    'renderQuotePdf completed',
  ]);
});

test('reading a history in pages gives the same events as reading it whole', async () => {
  const { events } = await readRecordedHistory('process-document-done.2026-11.json');
  const whole = createTimeline('document-doc_x');
  whole.add('run', events);
  const paged = createTimeline('document-doc_x');
  for (let end = 1; end <= events.length; end += 1) paged.add('run', events.slice(Math.max(0, end - 3), end));
  expect(paged.events).toEqual(whole.events);
  expect(whole.events.map(({ seq }) => seq)).toEqual(whole.events.map((_, index) => index + 1));
});
