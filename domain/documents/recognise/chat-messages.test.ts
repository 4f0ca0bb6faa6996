import { describe, expect, it } from 'vitest';
import { read, shortLines, text } from '../../../test/documents/content-builders.ts';

const lines = (content: string): string[] => shortLines(read(text(content)));
const wanted = ['2 pcs Acme DL-20 desk lamp with LED, dimmable and with a clamp', '5 pcs Desk fan', '3 pcs Foot rest'];

describe('chats', () => {
  it.each([
    ['[12.03.26, 09:05:07] Ada: ', ''],
    ['12/03/2026, 09:05 - Ada: ', ''],
    ['[3/12/26, 9:05\u202fAM] Ada: ', ''],
    ['Ada (09:05): ', ''],
    ['Ada Winter 09:05\n', '\n'],
  ])('starts a line at each message, however long the one before it is: %j', (prefix, end) => {
    const messages = [
      '2 Stück Acme DL-20 desk lamp with LED, dimmable and with a clamp',
      'Desk fan, 5 Stück',
      'dann 3x Foot rest',
    ];
    expect(lines(messages.map((message) => `${prefix}${message}${end}`).join('\n'))).toEqual(wanted);
  });

  it('reads counts that only other messages make plain', () => {
    const chat = [
      '5x Desk lamp LED',
      'oh and 8 of the Monitor arm dual',
      '12 Acme DL-20 lamps',
      '3 pcs Foot rest',
      '20 people come',
    ];
    expect(lines(chat.map((message) => `10:02 Ada: ${message}`).join('\n'))).toEqual([
      '5 pcs Desk lamp LED',
      '8 pcs Monitor arm dual',
      '12 pcs Acme DL-20 lamps',
      '3 pcs Foot rest',
    ]);
  });

  it('reads several things of one message, but not what a thing consists of', () => {
    expect(lines('10:02 Ada: Morning\n10:02 Ada: 5x Desk lamp LED, 3x Desk fan black and 2x Foot rest')).toEqual([
      '5 pcs Desk lamp LED',
      '3 pcs Desk fan black',
      '2 pcs Foot rest',
    ]);
    expect(lines('10:02 Ada: Morning\n10:02 Ada: 5x Docking station, 3x USB, 2x HDMI')).toEqual([
      '5 pcs Docking station, 3x USB, 2x HDMI',
    ]);
  });
});
