import { describe, expect, it } from 'vitest';
import { page, type PageText, read, shortLines } from './content-builders.ts';

describe('pages', () => {
  const head: PageText[] = [
    [40, 100, 'Pos', { bold: true }],
    [70, 100, 'Article', { bold: true }],
    [400, 100, 'Qty', { bold: true }],
    [440, 100, 'Unit', { bold: true }],
  ];

  it('joins wrapped cells aligned to the top', () => {
    const rows: PageText[] = [
      [40, 120, '1'],
      [70, 120, 'Magnetic whiteboard with'],
      [70, 131, 'aluminium frame'],
      [400, 120, '4'],
      [440, 120, 'pcs'],
      [40, 148, '2'],
      [70, 148, 'Flip chart easel'],
      [400, 148, '7'],
      [440, 148, 'pcs'],
    ];
    expect(shortLines(read(page([...head, ...rows])))).toEqual([
      '4 pcs Magnetic whiteboard with aluminium frame',
      '7 pcs Flip chart easel',
    ]);
  });

  it('keeps a remark below a line out of its name', () => {
    const rows: PageText[] = [
      [70, 120, 'Desk lamp LED'],
      [400, 120, '4'],
      [440, 120, 'pcs'],
      [70, 131, 'Equivalent products of other makers are welcome.'],
      [70, 148, 'Flip chart easel'],
      [400, 148, '7'],
      [440, 148, 'pcs'],
    ];
    expect(shortLines(read(page([...head, ...rows])))).toEqual(['4 pcs Desk lamp LED', '7 pcs Flip chart easel']);
  });

  it('joins wrapped cells aligned to the middle', () => {
    const rows: PageText[] = [
      [40, 125.5, '1'],
      [70, 120, 'Magnetic whiteboard with'],
      [70, 131, 'aluminium frame'],
      [400, 125.5, '4'],
      [440, 125.5, 'pcs'],
      [40, 155.5, '2'],
      [70, 150, 'Flip chart easel made of'],
      [70, 161, 'beech'],
      [400, 155.5, '7'],
      [440, 155.5, 'pcs'],
    ];
    expect(shortLines(read(page([...head, ...rows])))).toEqual([
      '4 pcs Magnetic whiteboard with aluminium frame',
      '7 pcs Flip chart easel made of beech',
    ]);
  });

  it('reads right-aligned numbers far from the start of their head', () => {
    const rows: PageText[] = [
      [40, 100, 'Description'],
      [300, 100, 'Quantity requested'],
      [420, 100, 'Unit'],
      [40, 120, 'Desk lamp LED'],
      [380, 120, '4', { right: true }],
      [420, 120, 'pcs'],
      [40, 140, 'Desk fan'],
      [380, 140, '1,200', { right: true }],
      [420, 140, 'pcs'],
    ];
    expect(shortLines(read(page(rows)))).toEqual(['4 pcs Desk lamp LED', '1200 pcs Desk fan']);
  });

  it('goes on over a page break, with and without a repeated head', () => {
    const first = page([
      ...head,
      [40, 120, '1'],
      [70, 120, 'Desk lamp LED'],
      [400, 120, '4'],
      [440, 120, 'pcs'],
      [40, 140, '2'],
      [70, 140, 'Magnetic whiteboard with'],
      [400, 140, '7'],
      [440, 140, 'pcs'],
    ]);
    const plain = page(
      [
        [70, 60, 'aluminium frame'],
        [40, 80, '3'],
        [70, 80, 'Desk fan'],
        [400, 80, '2'],
        [440, 80, 'pcs'],
        [40, 140, 'Payment 30 days net.'],
      ],
      1,
    );
    expect(shortLines(read(first, plain))).toEqual([
      '4 pcs Desk lamp LED',
      '7 pcs Magnetic whiteboard with aluminium frame',
      '2 pcs Desk fan',
    ]);
    const repeated = page([...head, [40, 120, '3'], [70, 120, 'Desk fan'], [400, 120, '2'], [440, 120, 'pcs']], 1);
    expect(shortLines(read(first, repeated))).toEqual([
      '4 pcs Desk lamp LED',
      '7 pcs Magnetic whiteboard with',
      '2 pcs Desk fan',
    ]);
  });

  it('finds a table whose head is in words nobody listed', () => {
    const rows: PageText[] = [
      [40, 60, 'Zapytanie ofertowe nr ZO/17/26'],
      [40, 100, 'Lp.'],
      [70, 100, 'Nazwa towaru'],
      [300, 100, 'Ilosc'],
      [360, 100, 'J.m.'],
    ];
    for (const [i, [name, n]] of [
      ['Wiertarka udarowa 750 W', '4'],
      ['Tarcza do metalu 125 mm', '120'],
      ['Rekawice robocze L', '36'],
    ].entries()) {
      rows.push(
        [40, 120 + i * 18, String(i + 1)],
        [70, 120 + i * 18, name ?? ''],
        [300, 120 + i * 18, n ?? ''],
        [360, 120 + i * 18, 'szt'],
      );
    }
    expect(shortLines(read(page(rows)))).toEqual([
      '4 pcs Wiertarka udarowa 750 W',
      '120 pcs Tarcza do metalu 125 mm',
      '36 pcs Rekawice robocze L',
    ]);
  });

  it('reads a head whose words are broken over two rows', () => {
    const rows: PageText[] = [
      [40, 100, 'Item'],
      [40, 110, 'no.'],
      [80, 100, 'Goods'],
      [300, 100, 'Order'],
      [300, 110, 'qty'],
      [360, 100, 'Target'],
      [360, 110, 'price'],
      [40, 130, '10'],
      [80, 130, 'Desk lamp LED'],
      [300, 130, '4'],
      [360, 130, '12.50'],
      [40, 148, '20'],
      [80, 148, 'Desk fan'],
      [300, 148, '9'],
      [360, 148, '30.00'],
    ];
    expect(shortLines(read(page(rows)))).toEqual(['4 pcs Desk lamp LED', '9 pcs Desk fan']);
  });

  it('says where each line stands', () => {
    const reading = read(
      page([...head, [40, 120, '1'], [70, 120, 'Desk lamp LED'], [400, 120, '4'], [440, 120, 'pcs']]),
    );
    expect(reading.lines[0]?.source.box).toEqual({ x: 40, y: 120, w: 413.5, h: 9 });
  });

  it('joins wrapped cells aligned to the bottom, over a page break too', () => {
    const first = page([
      ...head,
      [70, 120, 'Magnetic whiteboard with'],
      [40, 131, '1'],
      [70, 131, 'aluminium frame'],
      [400, 131, '4'],
      [440, 131, 'pcs'],
      [70, 148, 'Desk lamp with'],
      [40, 159, '2'],
      [70, 159, 'LED'],
      [400, 159, '6'],
      [440, 159, 'pcs'],
    ]);
    const second = page(
      [
        [70, 60, 'Flip chart easel made of'],
        [40, 71, '3'],
        [70, 71, 'beech'],
        [400, 71, '7'],
        [440, 71, 'pcs'],
      ],
      1,
    );
    expect(shortLines(read(first, second))).toEqual([
      '4 pcs Magnetic whiteboard with aluminium frame',
      '6 pcs Desk lamp with LED',
      '7 pcs Flip chart easel made of beech',
    ]);
  });

  it('joins a quantity broken inside its cell', () => {
    const rows: PageText[] = [
      [40, 120, '1'],
      [70, 120, 'Staples 24/6'],
      [400, 120, '3 boxes of'],
      [400, 131, '10'],
      [40, 148, '2'],
      [70, 148, 'Desk fan'],
      [400, 148, '7 pcs'],
    ];
    expect(shortLines(read(page([...head.slice(0, 3), ...rows])))).toEqual([
      '3 box of 10 Staples 24/6',
      '7 pcs Desk fan',
    ]);
  });

  it('takes a number broken at its hyphen as one', () => {
    const rows: PageText[] = [
      [40, 100, 'Material no.'],
      [110, 100, 'Article'],
      [400, 100, 'Qty'],
      [40, 120, 'MAT-'],
      [40, 131, '95464'],
      [110, 120, 'Desk lamp LED'],
      [400, 120, '4'],
      [40, 148, 'MAT-'],
      [40, 159, '95465'],
      [110, 148, 'Desk fan'],
      [400, 148, '2'],
    ];
    expect(shortLines(read(page(rows)))).toEqual(['4 pcs Desk lamp LED {MAT-95464}', '2 pcs Desk fan {MAT-95465}']);
  });

  it('is not misled by an address ending in .example above the table', () => {
    const rows: PageText[] = [
      [40, 80, 'Email: ada@brook.example'],
      ...head,
      [40, 120, '1'],
      [70, 120, 'Desk lamp LED'],
      [400, 120, '4'],
      [440, 120, 'pcs'],
    ];
    expect(shortLines(read(page(rows)))).toEqual(['4 pcs Desk lamp LED']);
  });
});
