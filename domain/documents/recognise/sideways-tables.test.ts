import { describe, expect, it } from 'vitest';
import { delimited, page, type PageText, read, sheet, shortLines } from '../../../test/documents/content-builders.ts';

const csv = (content: string): string[] => shortLines(read(sheet(delimited(content))));

describe('tables on their side', () => {
  it('reads a product from each column of a sheet', () => {
    expect(
      csv(
        'Firma;Brook GmbH\nAnfrage;A-4711\n;\nArtikel;Schreibtischlampe LED;Ventilator;Fußstütze\nHersteller-Nr.;DL-20;;FR-9\nMenge;5;1.200;3\nEinheit;Stk;Stk;Karton à 10',
      ),
    ).toEqual(['5 pcs Schreibtischlampe LED [DL-20]', '1200 pcs Ventilator', '3 box of 10 Fußstütze [FR-9]']);
  });

  it('reads one below the other when there are more products than columns', () => {
    expect(
      csv(
        'Article;Desk lamp;Desk fan\nQty;5;12\nArticle;Foot rest;Paper tray\nQty;3;4\nDelivery to the second floor;;',
      ),
    ).toEqual(['5 pcs Desk lamp', '12 pcs Desk fan', '3 pcs Foot rest', '4 pcs Paper tray']);
  });

  it('does not turn a table that stands upright, whatever its first column says', () => {
    expect(csv('Item;Qty;Unit\nUnit test kit;5;pcs\nQty counter;12;pcs')).toEqual([
      '5 pcs Unit test kit',
      '12 pcs Qty counter',
    ]);
  });

  const wrapped: PageText[] = [
    [40, 86, 'Article'],
    [120, 80, 'Desk lamp with'],
    [120, 91, 'LED'],
    [260, 80, 'Desk fan with'],
    [260, 91, 'stand'],
    [40, 110, 'Qty'],
    [160, 110, '5', { right: true }],
    [300, 110, '12', { right: true }],
    [40, 125, 'Unit'],
    [120, 125, 'pcs'],
    [260, 125, 'pcs'],
  ];

  it('reads them on a page, wrapped names included, and tells where each product stands', () => {
    const reading = read(page([[40, 40, 'Please quote for our new office in Brook, Mill Road 12:'], ...wrapped]));
    expect(shortLines(reading)).toEqual(['5 pcs Desk lamp with LED', '12 pcs Desk fan with stand']);
    expect(reading.lines[0]?.source.box).toEqual({ x: 120, y: 80, w: 63, h: 54 });
  });
});
