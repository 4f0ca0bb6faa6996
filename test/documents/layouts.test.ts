import { describe, expect, it } from 'vitest';
import { delimited, mail, page, type PageText, read, sheet, shortLines, text } from './content-builders.ts';

const csv = (content: string): string[] => shortLines(read(sheet(delimited(content))));

describe('tables in sheets', () => {
  it('reads French heads', () => {
    expect(csv('Pos;Réf. interne;Désignation;Qté;Unité;Réf. fabricant\n1;MAT-100;Perceuse à percussion 750 W;4;pièces;PX750\n2;MAT-101;Foret béton 8 mm;2;boîtes;FB8')).toEqual([
      '4 pcs Perceuse à percussion 750 W [PX750] {MAT-100}',
      '2 box Foret béton 8 mm [FB8] {MAT-101}',
    ]);
  });

  it('reads Spanish, Italian and Dutch heads', () => {
    expect(csv('Descripción;Cantidad;Unidad\nTornillo M6 acero;1.200;uds\nArandela plana;50;cajas')).toEqual(['1200 pcs Tornillo M6 acero', '50 box Arandela plana']);
    expect(csv('Codice articolo;Descrizione;Q.tà;U.M.\nA-10;Guanti in nitrile;12;paia\nA-11;Casco bianco;3;pz')).toEqual(['12 pair Guanti in nitrile {A-10}', '3 pcs Casco bianco {A-11}']);
    expect(csv('Omschrijving;Aantal;Eenheid;Artikelcode\nBureaustoel zwart;6;stuks;NL-1\nMonitorarm dubbel;4;stuks;NL-2')).toEqual(['6 pcs Bureaustoel zwart {NL-1}', '4 pcs Monitorarm dubbel {NL-2}']);
  });

  it('reads a table whose head is in words nobody listed, by how its columns behave', () => {
    expect(csv('Lp.;Nazwa towaru;Ilość;J.m.;Symbol producenta\n1;Wiertarka udarowa 750 W;4;szt;PX-750\n2;Tarcza do metalu 125 mm;120;szt;T125/A\n3;Rękawice robocze rozmiar L;36;pair;R-L9')).toEqual([
      '4 pcs Wiertarka udarowa 750 W [PX-750]',
      '120 pcs Tarcza do metalu 125 mm [T125/A]',
      '36 pair Rękawice robocze rozmiar L [R-L9]',
    ]);
  });

  it('reads a table without any head', () => {
    expect(csv('1;Cordless drill 18 V with two batteries;4;pcs\n2;Hammer drill bit 8 mm;25;pcs\n3;Work light LED 30 W;7;pcs')).toEqual([
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

  it('reads only the rows of an order form that name a quantity', () => {
    expect(csv('Article;Description;Qty\nX-1;Desk lamp;\nX-2;Desk fan;3\nX-3;Foot rest;\nX-4;Monitor arm;\nX-5;Paper tray;10')).toEqual(['3 pcs Desk fan {X-2}', '10 pcs Paper tray {X-5}']);
  });

  it('flags the one row that lacks its quantity', () => {
    const reading = read(sheet(delimited('Pos;Description;Qty\n1;Desk lamp;2\n2;Desk fan;3\n3;Foot rest;\n4;Monitor arm;1\n5;Paper tray;10\n6;Cable tray;4')));
    expect(reading.lines.map((line) => line.quantity)).toEqual(['2', '3', null, '1', '10', '4']);
    expect(reading.lines[2]?.flags).toContain('quantity_missing');
  });

  it('ignores totals, section titles and notes between rows', () => {
    expect(csv('Pos;Description;Qty;Unit\n;Office;;\n1;Desk lamp;2;pcs\n2;Desk fan;3;pcs\n;Please deliver to the second floor.;;\n;Workshop;;\n3;Vice 100 mm;1;pcs\n;Total;6;')).toEqual(['2 pcs Desk lamp', '3 pcs Desk fan', '1 pcs Vice 100 mm']);
  });

  it('keeps the second table out when its title says it is an old order', () => {
    expect(csv('Item;Qty\nDesk lamp;2\nDesk fan;3\n;\nPrevious order - for information only;\nItem;Qty\nFoot rest;9\nPaper tray;9')).toEqual(['2 pcs Desk lamp', '3 pcs Desk fan']);
  });

  it('ignores sheets for archive and terms', () => {
    const request = sheet([['Item', 'Qty'], ['Desk lamp', '2']], 'Request', 0);
    const archive = sheet([['Item', 'Qty'], ['Foot rest', '9']], 'Archive 2024', 1);
    const terms = sheet([['1. Deliver Monday to Friday only.']], 'Terms', 2);
    expect(shortLines(read(request, archive, terms))).toEqual(['2 pcs Desk lamp']);
  });

  it('reads a head of two rows and a column of brands', () => {
    expect(csv(';Requested;;Our\nBrand;Product;Quantity;Item code\nAcme;Label printer 4 inch;3;K-1\nBolt;Thermal roll 57 mm;40;K-2')).toEqual(['3 pcs Label printer 4 inch {K-1}', '40 pcs Thermal roll 57 mm {K-2}']);
  });

  it('joins pack sizes and quantities in one cell', () => {
    expect(csv('Artikel;Menge\nKopierpapier A4;30 Karton à 5\nBleistift HB;2 Dutzend\nHefter;1.500 Stück\nOrdner breit;12,00')).toEqual([
      '30 box of 5 Kopierpapier A4',
      '2 dozen Bleistift HB',
      '1500 pcs Hefter',
      '12 pcs Ordner breit',
    ]);
  });
});

describe('running text', () => {
  const lines = (content: string): string[] => shortLines(read(text(content)));

  it('reads bullets that start with a count', () => {
    expect(lines('Hello,\nplease quote:\n\n- 12 x Desk lamp LED (P/N DL-20)\n- 3 boxes of 10 Staples 24/6\n- 2 dozen Pencil HB\n\nThanks\nAda')).toEqual(['12 pcs Desk lamp LED [DL-20]', '3 box of 10 Staples 24/6', '2 dozen Pencil HB']);
  });

  it('reads items that end with a count', () => {
    expect(lines('1) Desk lamp LED x5\n2) Monitor arm dual x 12\n3) Foot rest 45 cm x1')).toEqual(['5 pcs Desk lamp LED', '12 pcs Monitor arm dual', '1 pcs Foot rest 45 cm']);
    expect(lines('* Desk lamp LED – 5 Stk.\n* Monitorarm doppelt – 12 Stk.\n* Kopierpapier – 3 Karton à 5')).toEqual(['5 pcs Desk lamp LED', '12 pcs Monitorarm doppelt', '3 box of 5 Kopierpapier']);
    expect(lines('• Desk lamp LED (qty 5)\n• Monitor arm dual (qty 12)')).toEqual(['5 pcs Desk lamp LED', '12 pcs Monitor arm dual']);
  });

  it('joins items wrapped over two lines', () => {
    expect(lines('Please quote the following:\n 1. 30 units - Magnetic whiteboard with aluminium frame and a pen tray, ninety by\n    one hundred and twenty centimetres\n 2. 8 pcs - Flip chart easel\n')).toEqual([
      '30 pcs Magnetic whiteboard with aluminium frame and a pen tray, ninety by one hundred and twenty centimetres',
      '8 pcs Flip chart easel',
    ]);
  });

  it('reads sentences that ask', () => {
    expect(lines('Hi,\n\nwe need 25 pcs of the Acme DL-20 desk lamp and 3 boxes of 10 staples 24/6. Could you send prices by Friday?\n\nBest regards\nAda Winter')).toEqual(['25 pcs Acme DL-20 desk lamp', '3 box of 10 staples 24/6']);
    expect(lines('Guten Tag,\n\nwir benötigen 40 Stück Schreibtischlampe LED sowie zwei Dutzend Bleistifte HB bis zum 12.05.2026.\n\nMit freundlichen Grüßen\nAda Winter')).toEqual(['40 pcs Schreibtischlampe LED', '2 dozen Bleistifte HB']);
  });

  it('reads chat messages', () => {
    expect(lines('[10:02] Ada Winter: Morning! Can you quote please:\n[10:02] Ada Winter: 5x Desk lamp LED\n[10:03] Ada Winter: 12x Monitor arm dual\n[10:04] Ada Winter: thanks')).toEqual(['5 pcs Desk lamp LED', '12 pcs Monitor arm dual']);
  });

  it('reads one block of labels per item', () => {
    expect(lines('Item 1\nProduct: Desk lamp LED\nPart number: DL-20\nQuantity: 5\n\nItem 2\nProduct: Monitor arm dual\nPart number: MA-2\nQuantity: 12 pcs\n')).toEqual(['5 pcs Desk lamp LED [DL-20]', '12 pcs Monitor arm dual [MA-2]']);
  });

  it('reads a table drawn with spaces, wrapped names included', () => {
    expect(lines('Pos  Description                   Qty   Unit\n------------------------------------------\n10   Magnetic whiteboard with        4   pcs\n     aluminium frame\n20   Flip chart easel              1,200   pcs\n')).toEqual(['4 pcs Magnetic whiteboard with aluminium frame', '1200 pcs Flip chart easel']);
  });

  it('does not take terms, phone numbers and addresses for items', () => {
    expect(lines('Dear team,\n\nPayment: 30 days net.\nPrices valid for at least 60 days please.\nDelivery terms: DAP, dock 4, max. 2 pallets per truck.\nCall 24 hours ahead.\n158 Mill Road\n51081 Eastport\nPhone: +44 268 555 2324\nTotal budget approx. 12,500 USD.\n')).toEqual([]);
  });
});

describe('mails', () => {
  it('ignores the thread below the message', () => {
    const body = 'Hello,\n\n- 5 x Desk lamp LED\n- 2 x Desk fan\n\nRegards\nAda\n\nOn 3 March 2025 at 09:12, Ada Winter <ada@brook.example> wrote:\n> - 9 x Foot rest\n> - 9 x Paper tray\n';
    expect(shortLines(read(mail(body)))).toEqual(['5 pcs Desk lamp LED', '2 pcs Desk fan']);
    const outlook = 'Hallo,\n\n- 5 x Desk lamp LED\n\nGruß\nAda\n\nVon: Ada Winter <ada@brook.example>\nGesendet: Montag, 3. März 2025 09:12\nAn: Verkauf\nBetreff: Alte Anfrage\n\n- 9 x Foot rest\n';
    expect(shortLines(read(mail(outlook)))).toEqual(['5 pcs Desk lamp LED']);
  });

  it('reads the request a mail forwards', () => {
    const body = 'Please handle.\n\n---------- Forwarded message ---------\nFrom: Ada Winter <ada@brook.example>\nDate: Mon, 2 Mar 2026\nSubject: RFQ 4711-A\nTo: sales@shop.example\n\nHello,\nplease quote:\n- 5 x Desk lamp LED\n- 2 x Desk fan\n\nNeeded by: 14 April 2026\n\nKind regards\nAda Winter\nBrook Interiors Ltd\n';
    const reading = read(mail(body, { from: ['Sam Seller', 'sam@shop.example'], subject: 'Fwd: RFQ 4711-A' }));
    expect(shortLines(reading)).toEqual(['5 pcs Desk lamp LED', '2 pcs Desk fan']);
    expect(reading.fields.customerEmail?.value).toBe('ada@brook.example');
    expect(reading.fields.customerName?.value).toBe('Brook Interiors Ltd');
    expect(reading.fields.neededBy?.value).toBe('2026-04-14');
  });
});

describe('pages', () => {
  const head: PageText[] = [[40, 100, 'Pos', { bold: true }], [70, 100, 'Article', { bold: true }], [400, 100, 'Qty', { bold: true }], [440, 100, 'Unit', { bold: true }]];

  it('joins wrapped cells aligned to the top', () => {
    const rows: PageText[] = [[40, 120, '1'], [70, 120, 'Magnetic whiteboard with'], [70, 131, 'aluminium frame'], [400, 120, '4'], [440, 120, 'pcs'], [40, 148, '2'], [70, 148, 'Flip chart easel'], [400, 148, '7'], [440, 148, 'pcs']];
    expect(shortLines(read(page([...head, ...rows])))).toEqual(['4 pcs Magnetic whiteboard with aluminium frame', '7 pcs Flip chart easel']);
  });

  it('joins wrapped cells aligned to the middle', () => {
    const rows: PageText[] = [[40, 125.5, '1'], [70, 120, 'Magnetic whiteboard with'], [70, 131, 'aluminium frame'], [400, 125.5, '4'], [440, 125.5, 'pcs'], [40, 155.5, '2'], [70, 150, 'Flip chart easel made of'], [70, 161, 'beech'], [400, 155.5, '7'], [440, 155.5, 'pcs']];
    expect(shortLines(read(page([...head, ...rows])))).toEqual(['4 pcs Magnetic whiteboard with aluminium frame', '7 pcs Flip chart easel made of beech']);
  });

  it('reads right-aligned numbers far from the start of their head', () => {
    const rows: PageText[] = [[40, 100, 'Description'], [300, 100, 'Quantity requested'], [420, 100, 'Unit'], [40, 120, 'Desk lamp LED'], [380, 120, '4', { right: true }], [420, 120, 'pcs'], [40, 140, 'Desk fan'], [380, 140, '1,200', { right: true }], [420, 140, 'pcs']];
    expect(shortLines(read(page(rows)))).toEqual(['4 pcs Desk lamp LED', '1200 pcs Desk fan']);
  });

  it('goes on over a page break, with and without a repeated head', () => {
    const first = page([...head, [40, 120, '1'], [70, 120, 'Desk lamp LED'], [400, 120, '4'], [440, 120, 'pcs'], [40, 140, '2'], [70, 140, 'Magnetic whiteboard with'], [400, 140, '7'], [440, 140, 'pcs']]);
    const plain = page([[70, 60, 'aluminium frame'], [40, 80, '3'], [70, 80, 'Desk fan'], [400, 80, '2'], [440, 80, 'pcs'], [40, 140, 'Payment 30 days net.']], 1);
    expect(shortLines(read(first, plain))).toEqual(['4 pcs Desk lamp LED', '7 pcs Magnetic whiteboard with aluminium frame', '2 pcs Desk fan']);
    const repeated = page([...head, [40, 120, '3'], [70, 120, 'Desk fan'], [400, 120, '2'], [440, 120, 'pcs']], 1);
    expect(shortLines(read(first, repeated))).toEqual(['4 pcs Desk lamp LED', '7 pcs Magnetic whiteboard with', '2 pcs Desk fan']);
  });

  it('finds a table whose head is in words nobody listed', () => {
    const rows: PageText[] = [[40, 60, 'Zapytanie ofertowe nr ZO/17/26'], [40, 100, 'Lp.'], [70, 100, 'Nazwa towaru'], [300, 100, 'Ilosc'], [360, 100, 'J.m.']];
    for (const [i, [name, n]] of [['Wiertarka udarowa 750 W', '4'], ['Tarcza do metalu 125 mm', '120'], ['Rekawice robocze L', '36']].entries()) {
      rows.push([40, 120 + i * 18, String(i + 1)], [70, 120 + i * 18, name ?? ''], [300, 120 + i * 18, n ?? ''], [360, 120 + i * 18, 'szt']);
    }
    expect(shortLines(read(page(rows)))).toEqual(['4 pcs Wiertarka udarowa 750 W', '120 pcs Tarcza do metalu 125 mm', '36 pcs Rekawice robocze L']);
  });

  it('reads a head whose words are broken over two rows', () => {
    const rows: PageText[] = [[40, 100, 'Item'], [40, 110, 'no.'], [80, 100, 'Goods'], [300, 100, 'Order'], [300, 110, 'qty'], [360, 100, 'Target'], [360, 110, 'price'], [40, 130, '10'], [80, 130, 'Desk lamp LED'], [300, 130, '4'], [360, 130, '12.50'], [40, 148, '20'], [80, 148, 'Desk fan'], [300, 148, '9'], [360, 148, '30.00']];
    expect(shortLines(read(page(rows)))).toEqual(['4 pcs Desk lamp LED', '9 pcs Desk fan']);
  });

  it('says where each line stands', () => {
    const reading = read(page([...head, [40, 120, '1'], [70, 120, 'Desk lamp LED'], [400, 120, '4'], [440, 120, 'pcs']]));
    expect(reading.lines[0]?.source.box).toEqual({ x: 40, y: 120, w: 413.5, h: 9 });
  });
});
