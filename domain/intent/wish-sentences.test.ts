import { expect, it } from 'vitest';
import { wishSentencesOf } from './wish-sentences.ts';

it.each([
  [
    'Hi there, our customer Marlow was not happy yesterday. Could you please send them an email?',
    'Could you please send them an email?',
  ],
  [
    'Der Drucker war gestern kaputt. Leg zwei Becher in den Warenkorb. Liebe Grüße, Heike',
    'Leg zwei Becher in den Warenkorb.',
  ],
  ['We met at the fair, so show me the catalogue', 'show me the catalogue'],
])('leaves out what only tells or greets: %s', (message, wish) => {
  expect(wishSentencesOf(message)).toContain(wish);
  expect(wishSentencesOf(message)?.length).toBeLessThan(message.length);
});

it.each([
  [
    'I had a long day. The old umbrella broke again. Could you remove it?',
    'The old umbrella broke again. Could you remove it?',
  ],
  ['We were on the road. The weight of the mug is wrong. Please fix.', 'The weight of the mug is wrong. Please fix.'],
])('keeps the sentence before a wish that names nothing itself: %s', (message, wish) => {
  expect(wishSentencesOf(message)).toBe(wish);
});

it.each(['show my basket', 'Ask Mr. Lind for the price. Send it to Ms. Brown.', 'It rained. The sun came out.'])(
  'has nothing to leave out where all or none of it asks: %s',
  (message) => expect(wishSentencesOf(message)).toBeNull(),
);
