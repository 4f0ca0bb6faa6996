import { describe, expect, it } from 'vitest';
import { delimited, read, sheet, shortLines } from './content-builders.ts';

const csv = (content: string): string[] => shortLines(read(sheet(delimited(content))));

describe('tables in sheets', () => {
  it('reads French heads', () => {
    expect(
      csv(
        'Pos;Réf. interne;Désignation;Qté;Unité;Réf. fabricant\n1;MAT-100;Perceuse à percussion 750 W;4;pièces;PX750\n2;MAT-101;Foret béton 8 mm;2;boîtes;FB8',
      ),
    ).toEqual(['4 pcs Perceuse à percussion 750 W [PX750] {MAT-100}', '2 box Foret béton 8 mm [FB8] {MAT-101}']);
  });

  it('reads Spanish, Italian and Dutch heads', () => {
    expect(csv('Descripción;Cantidad;Unidad\nTornillo M6 acero;1.200;uds\nArandela plana;50;cajas')).toEqual([
      '1200 pcs Tornillo M6 acero',
      '50 box Arandela plana',
    ]);
    expect(
      csv('Codice articolo;Descrizione;Q.tà;U.M.\nA-10;Guanti in nitrile;12;paia\nA-11;Casco bianco;3;pz'),
    ).toEqual(['12 pair Guanti in nitrile {A-10}', '3 pcs Casco bianco {A-11}']);
    expect(
      csv('Omschrijving;Aantal;Eenheid;Artikelcode\nBureaustoel zwart;6;stuks;NL-1\nMonitorarm dubbel;4;stuks;NL-2'),
    ).toEqual(['6 pcs Bureaustoel zwart {NL-1}', '4 pcs Monitorarm dubbel {NL-2}']);
  });

  it('reads a table whose head is in words nobody listed, by how its columns behave', () => {
    expect(
      csv(
        'Lp.;Nazwa towaru;Ilość;J.m.;Symbol producenta\n1;Wiertarka udarowa 750 W;4;szt;PX-750\n2;Tarcza do metalu 125 mm;120;szt;T125/A\n3;Rękawice robocze rozmiar L;36;pair;R-L9',
      ),
    ).toEqual([
      '4 pcs Wiertarka udarowa 750 W [PX-750]',
      '120 pcs Tarcza do metalu 125 mm [T125/A]',
      '36 pair Rękawice robocze rozmiar L [R-L9]',
    ]);
  });

  it('reads a table without any head', () => {
    expect(
      csv(
        '1;Cordless drill 18 V with two batteries;4;pcs\n2;Hammer drill bit 8 mm;25;pcs\n3;Work light LED 30 W;7;pcs',
      ),
    ).toEqual([
      '4 pcs Cordless drill 18 V with two batteries',
      '25 pcs Hammer drill bit 8 mm',
      '7 pcs Work light LED 30 W',
    ]);
  });

  it('tells quantity from price when no head says which is which', () => {
    expect(csv('Cordless drill 18 V;4;129.90\nHammer drill bit 8 mm;25;3.49\nWork light LED 30 W;7;24.95')).toEqual([
      '4 pcs Cordless drill 18 V',
      '25 pcs Hammer drill bit 8 mm',
      '7 pcs Work light LED 30 W',
    ]);
  });

  it('reads amounts that all end in three zeros behind a mark as whole numbers', () => {
    expect(csv('Artikel;Menge\nDesk lamp;4,000\nDesk fan;20,000\nFoot rest;1.500,000')).toEqual([
      '4 pcs Desk lamp',
      '20 pcs Desk fan',
      '1500 pcs Foot rest',
    ]);
    expect(csv('Item;Qty\nDesk lamp;4,000\nDesk fan;2,000\nFoot rest;12,000')[0]).toBe('4000 pcs Desk lamp');
    expect(csv('Artikel;Menge\nDesk lamp;4,000\nDesk fan;250\nFoot rest;12,000')[0]).toBe('4000 pcs Desk lamp');
  });

  it('takes outline numbers for positions, not for part numbers', () => {
    expect(csv('Ref;Item;Maker code;Qty\n1.1;Desk lamp;DL-20;2\n1.2;Desk fan;;3\n2.1;Foot rest;FR-9;1')).toEqual([
      '2 pcs Desk lamp [DL-20]',
      '3 pcs Desk fan',
      '1 pcs Foot rest [FR-9]',
    ]);
  });

  it('takes neither stock nor article numbers for the quantity', () => {
    expect(csv('Item;Stock on hand;To order;UOM\nDesk lamp;26;3;ea\nDesk fan;19;6;ea\nFoot rest;5;10;ea')).toEqual([
      '3 pcs Desk lamp',
      '6 pcs Desk fan',
      '10 pcs Foot rest',
    ]);
    const headless = csv('30085;Desk lamp LED;1500;pcs\n55133;Desk fan black;8;pcs\n85624;Foot rest grey;75;pcs');
    expect(headless.map((line) => line.split(/ [[{]/)[0])).toEqual([
      '1500 pcs Desk lamp LED',
      '8 pcs Desk fan black',
      '75 pcs Foot rest grey',
    ]);
  });

  it('leaves out rows marked as cancelled', () => {
    expect(
      csv(
        'Item;Qty;Remarks\nDesk lamp;2;\nDesk fan;3;cancelled\nFoot rest - do not quote;4;\nMonitor arm;1;do not quote alternatives',
      ),
    ).toEqual(['2 pcs Desk lamp', '1 pcs Monitor arm']);
  });

  it('reads only the rows of an order form that name a quantity', () => {
    expect(
      csv(
        'Article;Description;Qty\nX-1;Desk lamp;\nX-2;Desk fan;3\nX-3;Foot rest;\nX-4;Monitor arm;\nX-5;Paper tray;10',
      ),
    ).toEqual(['3 pcs Desk fan {X-2}', '10 pcs Paper tray {X-5}']);
  });

  it('flags the one row that lacks its quantity', () => {
    const reading = read(
      sheet(
        delimited(
          'Pos;Description;Qty\n1;Desk lamp;2\n2;Desk fan;3\n3;Foot rest;\n4;Monitor arm;1\n5;Paper tray;10\n6;Cable tray;4',
        ),
      ),
    );
    expect(reading.lines.map((line) => line.quantity)).toEqual(['2', '3', null, '1', '10', '4']);
    expect(reading.lines[2]?.flags).toContain('quantity_missing');
  });

  it('ignores totals, section titles and notes between rows', () => {
    expect(
      csv(
        'Pos;Description;Qty;Unit\n;Office;;\n1;Desk lamp;2;pcs\n2;Desk fan;3;pcs\n;Please deliver to the second floor.;;\n;Workshop;;\n3;Vice 100 mm;1;pcs\n;Summe Positionen;3;\n;Total;6;',
      ),
    ).toEqual(['2 pcs Desk lamp', '3 pcs Desk fan', '1 pcs Vice 100 mm']);
  });

  it('keeps the second table out when its title says it is an old order', () => {
    expect(
      csv(
        'Item;Qty\nDesk lamp;2\nDesk fan;3\n;\nPrevious order - for information only;\nItem;Qty\nFoot rest;9\nPaper tray;9',
      ),
    ).toEqual(['2 pcs Desk lamp', '3 pcs Desk fan']);
  });

  it('ignores sheets for archive and terms', () => {
    const request = sheet(
      [
        ['Item', 'Qty'],
        ['Desk lamp', '2'],
      ],
      'Request',
      0,
    );
    const archive = sheet(
      [
        ['Item', 'Qty'],
        ['Foot rest', '9'],
      ],
      'Order 2024 (old)',
      1,
    );
    const terms = sheet([['1. Deliver Monday to Friday only.']], 'Terms', 2);
    expect(shortLines(read(request, archive, terms))).toEqual(['2 pcs Desk lamp']);
  });

  it('reads a head of two rows and a column of brands', () => {
    expect(
      csv(
        ';Requested;;Our\nBrand;Product;Quantity;Item code\nAcme;Label printer 4 inch;3;K-1\nBolt;Thermal roll 57 mm;40;K-2',
      ),
    ).toEqual(['3 pcs Label printer 4 inch {K-1}', '40 pcs Thermal roll 57 mm {K-2}']);
  });

  it('joins pack sizes and quantities in one cell', () => {
    expect(
      csv(
        'Artikel;Menge\nKopierpapier A4;30 Karton à 5\nBleistift HB;2 Dutzend\nHefter;1.500 Stück\nOrdner breit;12,00',
      ),
    ).toEqual(['30 box of 5 Kopierpapier A4', '2 dozen Bleistift HB', '1500 pcs Hefter', '12 pcs Ordner breit']);
  });
});
