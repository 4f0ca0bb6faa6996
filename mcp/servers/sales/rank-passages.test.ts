import { describe, expect, it } from 'vitest';
import { rankPassages } from './rank-passages.ts';

const passages = [
  { page: 1, text: 'Request for quotation of hexagon bolts M8x40, 500 pieces' },
  { page: 2, text: 'Delivery address: Hafenstraße 12, Hamburg. Deliveries only on weekdays.' },
  { page: 3, text: 'Payment terms: 30 days net, 2 % discount within 10 days. Payment by bank transfer.' },
];

describe('rankPassages', () => {
  it('puts the right passage first', () => {
    const [first] = rankPassages('What are the payment terms?', passages);
    expect(first).toMatchObject({ page: 3, text: passages[2]?.text });
    expect(first?.score).toBeGreaterThan(0);
  });

  it('finds words whatever their case, accents or plural', () => {
    expect(rankPassages('BOLT?', passages).map(({ page }) => page)).toEqual([1]);
    expect(rankPassages('hamburg address', [...passages, { page: 4, text: 'Ádress' }])[0]?.page).toBe(2);
  });

  it('weighs a rare word more than one that stands everywhere', () => {
    const common = [1, 2, 3].map((page) => ({ page, text: 'valve of steel' }));
    expect(rankPassages('steel gasket', [...common, { page: 4, text: 'gasket of rubber' }])[0]?.page).toBe(4);
  });

  it('finds nothing by stop words alone', () => {
    expect(rankPassages('what is the of and', passages)).toEqual([]);
    expect(rankPassages('Was ist das für ein', passages)).toEqual([]);
  });

  it('is empty when nothing is found or there is nothing to look through', () => {
    expect(rankPassages('photosynthesis chlorophyll', passages)).toEqual([]);
    expect(rankPassages('bolts', [])).toEqual([]);
    expect(rankPassages('', passages)).toEqual([]);
  });

  it('does not take one chance word of a long question for an answer', () => {
    expect(rankPassages('Which planet moves fastest around its star every ten days', passages)).toEqual([]);
  });

  it('keeps to the limit', () => {
    const many = Array.from({ length: 20 }, (_, page) => ({ page, text: `bolt ${page}` }));
    expect(rankPassages('bolt', many, 3)).toHaveLength(3);
  });
});
