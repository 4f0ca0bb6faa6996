import { expect, test } from 'vitest';
import { tellWorkflowCause } from './workflow-causes.ts';
import { fail } from './kernel/fail.ts';

test('a cause with its reason is told in German, and stays English for the others', () => {
  const sentence = fail('server_start_failed', { reason: 'ended with code 1' }).message.replace(/^\w+: /, '');
  expect(tellWorkflowCause(sentence, 'de')).toBe('Der Server endete direkt nach dem Start: er endete mit Code 1.');
  expect(tellWorkflowCause(sentence, 'en')).toBe(sentence);
});

test('what is said of a step is told without its English name', () => {
  expect(tellWorkflowCause('The step “shake hands” was interrupted: the worker stopped answering.', 'de')).toBe(
    'Unterbrochen: der Worker antwortete nicht mehr.',
  );
});

test('words that nobody here wrote stay as they are', () => {
  expect(tellWorkflowCause('KEY is missing', 'de')).toBe('KEY is missing');
});
