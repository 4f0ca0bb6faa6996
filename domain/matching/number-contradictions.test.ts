import { describe, expect, it } from 'vitest';
import type { IndexedProduct } from '../../contracts/matching.ts';
import { buildCatalogueIndex } from './catalogue-index.ts';

const product = (sku: string, name: string, modelNumber: string, description = ''): IndexedProduct => ({
  productId: `id-${sku}`,
  sku,
  name,
  modelNumber,
  description,
  brand: 'Norvik',
  gtin: '',
  unit: 'pcs',
  active: true,
});
const index = buildCatalogueIndex([
  product('K-1', 'Norvik Swift USB stick 8 GB black', 'NSW-08G-BK'),
  product('K-2', 'Norvik Swift USB stick 16 GB black', 'NSW-16G-BK'),
  product('J-1', 'Norvik rain jacket red size L', 'NRJ-5512', 'Also sold as signal red, collar height 8 cm.'),
  product('C-1', 'Norvik patch cable 3 m', 'NPC-30714', 'Length 10 ft'),
  ...Array.from({ length: 60 }, (_, at) => product(`X-${at}`, `Norvik shelf model ${at}`, '')),
]);

describe('a part number whose text says something else', () => {
  it.each([
    ['Norvik Swift USB stick 16 GB black', 'NSW-08G-BK', 'capacity'],
    ['Norvik Swift USB stick 8 GB red', 'NSW-08G-BK', 'colour'],
    ['rain jacket red XL', 'NRJ-5512', 'size'],
    ['patch cable 5 m', 'NPC-30714', 'size'],
  ])('needs a person: %s, %s', (description, partNumber, kind) => {
    const match = index.match({ description, partNumber });
    expect(match).toMatchObject({
      decision: 'candidates',
      sku: null,
      explanation: { code: 'number_contradicts', difference: { kind } },
    });
    expect(match.confidence).toBeLessThanOrEqual(0.5);
  });

  it.each([
    ['memory stick for the office', 'NSW-08G-BK', 'K-1'],
    ['USB-Stick schwarz 8GB, unser Standard', 'NSW-08G-BK', 'K-1'],
    ['network lead 10 ft', 'NPC-30714', 'C-1'],
    ['jacket, men, size L', 'NRJ-5512', 'J-1'],
  ])('is accepted when the text only says it in other words: %s, %s', (description, partNumber, sku) => {
    expect(index.match({ description, partNumber })).toMatchObject({ decision: 'accepted', sku });
  });
});
