import { describe, expect, it } from 'vitest';
import type { IndexedProduct, RequestedLine } from '../../contracts/matching.ts';
import { LineMatch } from '../../contracts/matching.ts';
import { buildCatalogueIndex } from './catalogue-index.ts';
import { cpuMsOf } from '../../test/harness/cpu-time.ts';

function product(sku: string, name: string, more: Partial<IndexedProduct> = {}): IndexedProduct {
  const empty = { brand: '', modelNumber: '', gtin: '', description: '', unit: 'pcs', active: true };
  return { ...empty, productId: `id-${sku}`, sku, name, ...more };
}

const drives = [
  product('K-1', 'Norvik Swift USB stick 8 GB black', { brand: 'Norvik', modelNumber: 'NSW-08G-BK' }),
  product('K-2', 'Norvik Swift USB stick 16 GB black', { brand: 'Norvik', modelNumber: 'NSW-16G-BK' }),
  product('K-3', 'Norvik Swift USB stick 16 GB white', { brand: 'Norvik', modelNumber: 'NSW-16G-WH' }),
];
const screws = [
  product('S-1', 'Sechskantschraube DIN 933 M8x40 verzinkt, 100 Stück', { brand: 'Ferrum' }),
  product('S-2', 'Sechskantschraube DIN 933 M8x60 verzinkt, 100 Stück', { brand: 'Ferrum' }),
  product('S-3', 'Sechskantschraube DIN 931 M8x60 verzinkt, 100 Stück', { brand: 'Ferrum' }),
  product('S-4', 'Sechskantschraube DIN 933 M10x40 Edelstahl A2, 50 Stück', { brand: 'Ferrum' }),
];
const goods = [
  product('L-1', 'Brammer LED lamp E27 9 W 2700 K', { brand: 'Brammer', gtin: '4006381333931' }),
  product('L-2', 'Brammer LED lamp E14 5 W 2700 K', { brand: 'Brammer' }),
  product('C-1', 'Kabelwerk installation cable NYM-J 3x1.5 mm² 50 m ring', { brand: 'Kabelwerk' }),
  product('C-2', 'Kabelwerk installation cable NYM-J 3x2.5 mm² 50 m ring', { brand: 'Kabelwerk' }),
  product('P-1', 'Papura copy paper A4 80 g 500 sheets', { brand: 'Papura' }),
  product('P-2', 'Papura copy paper A3 80 g 500 sheets', { brand: 'Papura' }),
  product('T-1', 'Teksta work trousers size 50 black', { brand: 'Teksta' }),
  product('T-2', 'Teksta work trousers size 52 black', { brand: 'Teksta' }),
  product('W-1', 'Weldon powerbridge wall kit', { brand: 'Weldon', modelNumber: 'LPB805-B1' }),
  product('B-1', 'Teksta tool bag brown black', { brand: 'Teksta' }),
  product('F-1', 'Fokal M552 camera 14 MP dark pink', { brand: 'Fokal', modelNumber: '1942390' }),
  product('F-2', 'Fokal M552 camera 14 MP dark pink with tripod kit', { brand: 'Fokal', modelNumber: 'M552' }),
  product('A-1', 'Volta cordless phone battery replacement for ER-P240', { brand: 'Volta' }),
];
/** Other goods of the same shop, so that words have the rarity they have in a real catalogue. */
const others = Array.from({ length: 300 }, (_, at) =>
  product(
    `X-${at}`,
    `${['Orlo', 'Pexi', 'Quarz', 'Runa'][at % 4]} ${['shelf', 'chair', 'valve', 'folder', 'bottle'][at % 5]} model ${at}`,
  ),
);
const index = buildCatalogueIndex([...drives, ...screws, ...goods, ...others]);

function matched(line: RequestedLine | string): LineMatch {
  return index.match(typeof line === 'string' ? { description: line } : line);
}

describe('part numbers', () => {
  it.each(['NSW-16G-WH', 'nsw16gwh', 'NSW 16G/WH', 'nsw_16g.wh'])(
    'accepts the product whose model number is written %s',
    (partNumber) => {
      const match = matched({ description: 'memory stick', partNumber });
      expect(match).toMatchObject({ decision: 'accepted', sku: 'K-3', explanation: { code: 'identifier_found' } });
      expect(match.candidates[0]?.reason.code).toBe('model_number_equal');
    },
  );

  it('finds a part number inside the text', () => {
    expect(matched('usb drive norvik nsw16gbk swift')).toMatchObject({ decision: 'accepted', sku: 'K-2' });
  });

  it('accepts a GTIN with a right check digit and ignores one with a wrong one', () => {
    expect(matched({ description: 'LED lamp', gtin: '4006381333931' })).toMatchObject({ sku: 'L-1' });
    expect(matched({ description: 'LED lamp', gtin: '4006381333932' }).sku).toBeNull();
  });

  it('does not take the number of what an accessory is made for as the number of the accessory', () => {
    expect(matched({ description: 'Energo phone', partNumber: 'ER-P240' }).decision).not.toBe('accepted');
    expect(matched('Volta battery for ER-P240 cordless phone')).toMatchObject({ decision: 'accepted', sku: 'A-1' });
  });

  it('offers first the product whose description holds the part number', () => {
    const described = product('D-1', 'Runa valve large', {
      description: 'Brass valve, order number RV-77120, with seal',
    });
    const match = buildCatalogueIndex([...others, described]).match({
      description: 'Runa valve',
      partNumber: 'RV77120',
    });
    expect(match.candidates[0]).toMatchObject({ sku: 'D-1', reason: { code: 'part_number_in_text' } });
  });

  it('does not let a customer’s own number decide', () => {
    expect(matched({ description: 'garden hose', customerPartNumber: 'NSW-16G-WH' }).decision).toBe('none');
  });
});

describe('words and stated sizes', () => {
  it.each([
    ['Norvik Swift USB-Stick 16GB schwarz', 'K-2'],
    ['Norvik 16 gigs? swift usb stick, 16 gb, weiß', 'K-3'],
    ['Sechskantschrauben DIN933 M8 x 40 verzinkt 100 Stk', 'S-1'],
    ['SECHSKANTSCHRAUBE DIN 931 M8X60 VERZINKT 100 STÜCK', 'S-3'],
    ['Brammer LED lamp 9W E27 2700K', 'L-1'],
    ['Kabelwerk NYM-J installation cable 3 x 1,5 mm2, 50m', 'C-1'],
    ['Papura copy paper DIN A4 80g 500 Blatt', 'P-1'],
    ['Teksta work trousers Gr. 52 schwarz', 'T-2'],
    ['Weldon power bridge wall kit', 'W-1'],
    ['Sechskantschraube DIN 933 M8x40 verzinkt, 100 Stueck', 'S-1'],
    ['Teksta work trosuers size 50 black', 'T-1'],
  ])('accepts %s as %s', (description, sku) => {
    expect(matched(description)).toMatchObject({ decision: 'accepted', sku });
  });

  it.each([
    ['Norvik Swift USB stick 32GB black', 'capacity'],
    ['Sechskantschraube DIN 933 M8x80 verzinkt 100 Stück', 'size'],
    ['Sechskantschraube DIN 933 M8x40 verzinkt 500 Stück', 'pack'],
    ['Norvik Swift USB stick 8 GB red', 'colour'],
    ['Brammer LED lamp E27 15 W 2700 K', 'rating'],
  ])('does not accept a sibling for %s, and names the %s first', (description, kind) => {
    const match = matched(description);
    expect(match.decision).not.toBe('accepted');
    expect(match.candidates[0]?.differences[0]?.kind).toBe(kind);
  });

  it('does not take another second colour for the one asked for', () => {
    expect(matched('Teksta tool bag brown green').decision).not.toBe('accepted');
    expect(matched('Teksta tool bag black brown')).toMatchObject({ decision: 'accepted', sku: 'B-1' });
  });

  it('does not prefer an accessory kit because its number field holds the short code of the series', () => {
    expect(matched('Fokal M552 camera 14 MP dark pink').candidates[0]?.sku).toBe('F-1');
  });

  it('offers both when the request does not say which', () => {
    const match = matched('Norvik Swift USB stick 16 GB');
    expect(match).toMatchObject({ decision: 'candidates', sku: null, explanation: { code: 'several_alike' } });
    expect(
      match.candidates
        .slice(0, 2)
        .map(({ sku }) => sku)
        .sort(),
    ).toEqual(['K-2', 'K-3']);
  });

  it('orders equals by their number, whatever ids they were given', () => {
    const twins = [
      product('Z-2', 'Velo bell brass', { productId: 'id-1' }),
      product('Z-1', 'Velo bell brass', { productId: 'id-2' }),
    ];
    const { candidates } = buildCatalogueIndex(twins).match({ description: 'Velo bell brass' });
    expect(candidates.map(({ sku }) => sku)).toEqual(['Z-1', 'Z-2']);
  });

  it('says that a thing is not in the catalogue', () => {
    expect(matched('granite garden fountain with pump').decision).toBe('none');
    expect(matched('').explanation).toEqual({ code: 'nothing_to_read' });
  });
});

describe('twins', () => {
  it('accepts either of two records with one title', () => {
    const twins = [product('Z-1', 'Zenta desk fan 30 cm white'), product('Z-2', 'Zenta desk fan 30 cm white')];
    expect(
      buildCatalogueIndex([...twins, ...others]).match({ description: 'zenta desk fan 30cm white' }),
    ).toMatchObject({ decision: 'accepted' });
  });

  it('does not take two models that share a word of the trade for twins', () => {
    const bearings = ['C3', 'CN'].map((play) =>
      product(`B-${play}`, `Rollo bearing 6204-ZZ ${play}`, { modelNumber: `RB204-${play}77` }),
    );
    expect(buildCatalogueIndex([...bearings, ...others]).match({ description: 'Rollo bearing 6204 ZZ' }).decision).toBe(
      'candidates',
    );
  });
});

describe('changes', () => {
  it('matches like a fresh index after products were added, changed and removed', () => {
    const grown = buildCatalogueIndex([product('K-9', 'Norvik Swift USB stick 64 GB black'), ...others, ...goods]);
    grown.add(product('K-1', 'something else'));
    for (const one of [...drives, ...screws]) grown.update(one);
    grown.remove('id-K-9');
    expect(grown.size).toBe(index.size);
    for (const description of [
      'Norvik USB 16GB black',
      'Norvik Swift 64 GB',
      'Sechskantschraube DIN 933 M8x60',
      'something else',
    ]) {
      expect(grown.match({ description })).toEqual(matched(description));
    }
  });

  it('keeps inactive products out of answers', () => {
    const changed = buildCatalogueIndex([...drives, ...others]);
    changed.update({ ...product('K-2', 'Norvik Swift USB stick 16 GB black'), active: false });
    expect(
      changed.match({ description: 'Norvik Swift USB stick 16 GB black' }).candidates.map(({ sku }) => sku),
    ).not.toContain('K-2');
    expect(changed.search('NSW-16G-BK', 5)).toEqual([]);
  });
});

describe('every answer', () => {
  const hostile = [
    'a'.repeat(10_240),
    'x1'.repeat(5000),
    Array.from({ length: 5000 }, (_, at) => `w${at}`).join(' '),
    '1x'.repeat(3000),
    '-/.'.repeat(3000),
    '9'.repeat(5000),
    'a-'.repeat(4000),
    '\u0000\uFFFF🙂ﷺ',
  ];

  it('has the declared shape, also for hostile text', () => {
    for (const description of [...hostile, 'Norvik 16gb', 'DIN 933']) {
      expect(
        LineMatch.safeParse(matched({ description, partNumber: description, gtin: description })).error,
      ).toBeUndefined();
    }
  });

  it('takes no time for hostile text', async () => {
    for (const description of hostile) {
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1)
        times.push(await cpuMsOf(() => matched({ description, partNumber: description })));
      // The first ones compile, and any may pay for a garbage collection.
      expect(Math.min(...times)).toBeLessThan(200);
    }
  });

  it('is the same each time it is asked', () => {
    const line = { description: 'Norvik stick 16 GB' };
    expect(matched(line)).toEqual(matched(line));
  });
});

describe('search', () => {
  function skus(query: string): readonly string[] {
    return index.search(query, 3).map(({ sku }) => sku);
  }

  it('finds the word that is still being typed, a slip of the finger and the other language', () => {
    expect(skus('norvik whi')[0]).toBe('K-3');
    expect(skus('trousres 52')[0]).toBe('T-2');
    expect(skus('kabel 2,5')[0]).toBe('C-2');
  });

  it('puts a product with that number first, and finds numbers by their beginning', () => {
    expect(skus('NSW-16G-BK')[0]).toBe('K-2');
    expect(skus('nsw16')).toEqual(['K-2', 'K-3']);
  });

  it('pages without gaps or repeats', () => {
    const all = index.search('orlo', 40).map(({ sku }) => sku);
    const paged = [...index.search('orlo', 20), ...index.search('orlo', 20, 20)].map(({ sku }) => sku);
    expect(paged).toEqual(all);
    expect(new Set(all).size).toBe(40);
  });

  it('finds nothing for an empty query', () => {
    expect(skus('  ')).toEqual([]);
  });
});
