import { describe, expect, it } from 'vitest';
import { delimited, page, type PageText, read, sheet, shortLines } from '../../../test/documents/content-builders.ts';

const names = ['Desk lamp LED black', 'Desk fan with stand', 'Foot rest 45 cm wide', 'Monitor arm dual grey'];
const address = ['Brook Interiors Ltd', '12 Mill Road', 'BR4 9TT Eastport', 'Ada Winter, buyer', 'ada@brook.example'];
const intro: PageText = [40, 50, 'Please quote the goods below for our new site in Eastport, to be delivered in May.'];

describe('two columns of text on a page', () => {
  it('reads a list that goes on in the second column', () => {
    const items = names.flatMap((name, at): PageText[] => {
      const [x, y] = [at < 2 ? 40 : 320, 80 + (at % 2) * 26];
      return [
        [x, y, `${at + 1}. ${name}`],
        [x, y + 11, `Qty: ${at + 2} pcs`],
      ];
    });
    const reading = read(page([intro, ...items, [40, 160, 'Thank you, we look forward to hearing from you soon.']]));
    expect(shortLines(reading)).toEqual([
      '2 pcs Desk lamp LED black',
      '3 pcs Desk fan with stand',
      '4 pcs Foot rest 45 cm wide',
      '5 pcs Monitor arm dual grey',
    ]);
    // Where it is drawn, not where it was put to be read.
    expect(reading.lines[2]?.source.box).toMatchObject({ x: 320, y: 80 });
  });

  it('keeps an address beside the list out of it', () => {
    const left = address.map((text, at): PageText => [40, 80 + at * 12, text]);
    const right = names.map((name, at): PageText => [220, 80 + at * 14, `${at + 2} pcs ${name}`]);
    const reading = read(page([intro, ...left, ...right]));
    expect(shortLines(reading)).toEqual(names.map((name, at) => `${at + 2} pcs ${name}`));
    expect(reading.fields.customerEmail?.value).toBe('ada@brook.example');
  });

  it('joins what a narrow column breaks, however ragged its lines are', () => {
    const column = (x: number, texts: readonly string[]): PageText[] =>
      texts.map((text, at) => [x, 80 + at * 11, text]);
    const reading = read(
      page([
        ...column(40, ['2 pcs Link', 'Extraordinarily-long-part', 'blue', '3 pcs Desk fan', '4 pcs Foot rest']),
        ...column(220, ['5 pcs Monitor arm', 'dual grey', '6 pcs Paper tray', 'A4', '7 pcs Cable tray']),
        ...column(400, ['8 pcs Desk lamp', 'LED', '9 pcs Shelf oak', '1 pcs Chair', 'with arms']),
      ]),
    );
    expect(shortLines(reading)).toEqual([
      '2 pcs Link Extraordinarily-long-part blue',
      '3 pcs Desk fan',
      '4 pcs Foot rest',
      '5 pcs Monitor arm dual grey',
      '6 pcs Paper tray A4',
      '7 pcs Cable tray',
      '8 pcs Desk lamp LED',
      '9 pcs Shelf oak',
      '1 pcs Chair with arms',
    ]);
  });

  it('reads two tables side by side', () => {
    const table = (x: number, from: number): PageText[] => [
      [x, 80, 'Item'],
      [x + 180, 80, 'Qty'],
      ...names.slice(from, from + 2).flatMap((name, at): PageText[] => [
        [x, 98 + at * 16, name],
        [x + 180, 98 + at * 16, String(from + at + 2)],
      ]),
    ];
    expect(shortLines(read(page([...table(40, 0), ...table(300, 2)])))).toEqual([
      '2 pcs Desk lamp LED black',
      '3 pcs Desk fan with stand',
      '4 pcs Foot rest 45 cm wide',
      '5 pcs Monitor arm dual grey',
    ]);
  });

  it('reads two tables side by side in a sheet', () => {
    const rows = 'Item;Qty;;Item;Qty\nDesk lamp;5;;Foot rest;3\nDesk fan;12;;Delivery in May.;';
    expect(shortLines(read(sheet(delimited(rows))))).toEqual(['5 pcs Desk lamp', '12 pcs Desk fan', '3 pcs Foot rest']);
  });

  it('reads a table with remarks beside its amounts as one', () => {
    const rows = names.flatMap((name, at): PageText[] => [
      [40, 98 + at * 16, name],
      [220, 98 + at * 16, `${at + 2} pcs`],
      [320, 98 + at * 16, '2 pcs each for all the offices'],
    ]);
    expect(shortLines(read(page([[40, 80, 'Item'], [220, 80, 'Qty'], [320, 80, 'Remarks'], ...rows])))).toEqual(
      names.map((name, at) => `${at + 2} pcs ${name}`),
    );
  });
});
