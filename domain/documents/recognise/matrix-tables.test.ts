import { describe, expect, it } from 'vitest';
import { delimited, page, type PageText, read, sheet, shortLines } from '../../../test/documents/content-builders.ts';

const csv = (content: string): string[] => shortLines(read(sheet(delimited(content))));

describe('matrices', () => {
  it('reads a line from each cell of a size matrix and leaves out its sums', () => {
    expect(
      csv('Article;Colour;S;M;L;XL;Total\nPolo;navy;2;;5;;7\n;black;;3;;1;4\nFleece;grey;-;0;8;;8\nTotal;;2;3;13;1;19'),
    ).toEqual([
      '2 pcs Polo navy size S',
      '5 pcs Polo navy size L',
      '3 pcs Polo black size M',
      '1 pcs Polo black size XL',
      '8 pcs Fleece grey size L',
    ]);
  });

  it('reads numbered sizes, pairs and the number of the article', () => {
    expect(
      csv('Arbeitsschuhe, Mengen in Paar\nArt.-Nr.;Modell;38;39;40\nTS-10;Schuh Terra;2;;4\nRS-50;Stiefel Regna;;10;'),
    ).toEqual([
      '2 pair Schuh Terra Größe 38 [TS-10]',
      '4 pair Schuh Terra Größe 40 [TS-10]',
      '10 pair Stiefel Regna Größe 39 [RS-50]',
    ]);
  });

  it('reads columns of colours and of lengths', () => {
    expect(csv('Produkt;schwarz;weiß\nNotizbuch A5;50;\nKugelschreiber;;250')).toEqual([
      '50 pcs Notizbuch A5 schwarz',
      '250 pcs Kugelschreiber weiß',
    ]);
    expect(csv('Patch cable Cat 6, quantities (pcs)\nColour;1 m;2 m\ngrey;10;\nblue;;4')).toEqual([
      '10 pcs Patch cable Cat 6 grey 1 m',
      '4 pcs Patch cable Cat 6 blue 2 m',
    ]);
  });

  it('keeps the name of the goods before a colour nobody listed', () => {
    expect(csv('Poloshirt Klassik\nFarbe;S;M;L\nmarine;2;;\npetrol;;;4')).toEqual([
      '2 pcs Poloshirt Klassik marine Größe S',
      '4 pcs Poloshirt Klassik petrol Größe L',
    ]);
  });

  it('takes the words of its head from the row above the sizes', () => {
    expect(csv('Item;Color;Sizes;\n;;S;M\nPolo;navy;2;3')).toEqual([
      '2 pcs Polo navy size S',
      '3 pcs Polo navy size M',
    ]);
  });

  it('adds the colour and size from columns of a plain table', () => {
    expect(csv('Article;Colour;Size;Qty\nPolo;navy;M;5\nShoe Terra black;black;42;2')).toEqual([
      '5 pcs Polo navy Size M',
      '2 pcs Shoe Terra black Size 42',
    ]);
  });

  it('leaves a row that does not add up to a person', () => {
    const reading = read(sheet(delimited('Article;S;M;L;Total\nPolo;2;1;5;9\nFleece;1;;;1')));
    expect(reading.lines.map(({ flags }) => flags.includes('quantity_ambiguous'))).toEqual([true, true, true, false]);
  });

  it('reads them on a page below the name of the article', () => {
    const rows: PageText[] = [
      [40, 60, 'Polo shirt Classic'],
      [40, 80, 'Colour'],
      [120, 80, 'S'],
      [150, 80, 'M'],
      [180, 80, 'L'],
      [40, 95, 'navy'],
      [120, 95, '2'],
      [180, 95, '4'],
      [40, 110, 'black'],
      [150, 110, '7'],
    ];
    expect(shortLines(read(page(rows)))).toEqual([
      '2 pcs Polo shirt Classic navy size S',
      '4 pcs Polo shirt Classic navy size L',
      '7 pcs Polo shirt Classic black size M',
    ]);
  });

  it('takes neither dimensions nor amounts for sizes', () => {
    expect(csv('Item;L;W;H;Qty\nShelf oak;80;30;20;4\nShelf beech;60;30;20;2')).toEqual([
      '4 pcs Shelf oak',
      '2 pcs Shelf beech',
    ]);
    expect(csv('Desk lamp LED;40;41;42\nDesk fan;50;60;70\nFoot rest;5;6;7')).toHaveLength(3);
  });
});
