import { expect, it } from 'vitest';
import { wishStepsOf } from './wish-steps.ts';

it.each([
  ['Read the request and then make a quote', 'Read the request', 'make a quote'],
  ['leg zwei Becher in den Korb und zeig ihn mir danach', 'leg zwei Becher in den Korb', 'zeig ihn mir danach'],
  ['Show my basket, then the payment link', 'Show my basket', 'the payment link'],
])('divides what is asked for first from what comes after: %s', (message, first, later) =>
  expect(wishStepsOf(message)).toEqual({ first, later }),
);

it.each([
  'if it is in stock then add two',
  'He deleted the file and then left',
  'add salt and pepper mills to my basket',
])('leaves one wish, a condition and a story whole: %s', (message) => expect(wishStepsOf(message)).toBeNull());
