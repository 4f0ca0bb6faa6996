import { describe, expect, it } from 'vitest';
import { mail, read, shortLines, text } from './content-builders.ts';

describe('running text', () => {
  const lines = (content: string): string[] => shortLines(read(text(content)));

  it('reads bullets that start with a count', () => {
    expect(
      lines(
        'Hello,\nplease quote:\n\n- 12 x Desk lamp LED (P/N DL-20)\n- 3 boxes of 10 Staples 24/6\n- 2 dozen Pencil HB\n\nThanks\nAda',
      ),
    ).toEqual(['12 pcs Desk lamp LED [DL-20]', '3 box of 10 Staples 24/6', '2 dozen Pencil HB']);
  });

  it('reads items that end with a count', () => {
    expect(lines('1) Desk lamp LED x5\n2) Monitor arm dual x 12\n3) Foot rest 45 cm x1')).toEqual([
      '5 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
      '1 pcs Foot rest 45 cm',
    ]);
    expect(lines('* Desk lamp LED – 5 Stk.\n* Monitorarm doppelt – 12 Stk.\n* Kopierpapier – 3 Karton à 5')).toEqual([
      '5 pcs Desk lamp LED',
      '12 pcs Monitorarm doppelt',
      '3 box of 5 Kopierpapier',
    ]);
    expect(lines('- 5x Desk lamp LED\n- oh, and another 12 pcs Monitor arm dual')).toEqual([
      '5 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
    ]);
    expect(lines('- n. 5 pezzi Desk lamp LED\n- n. 12 pezzi Monitor arm dual')).toEqual([
      '5 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
    ]);
    expect(lines('• Desk lamp LED (qty 5)\n• Monitor arm dual (qty 12)')).toEqual([
      '5 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
    ]);
  });

  it('reads counts written as words', () => {
    expect(lines('* Desk lamp LED: fünf Stück\n* Monitor arm dual: zwölf Stück')).toEqual([
      '5 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
    ]);
    expect(lines('- two Desk lamp LED\n- twelve Monitor arm dual')).toEqual([
      '2 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
    ]);
  });

  it('counts named things in sentences, not offers and copies', () => {
    expect(lines('We need three Acme DL-20 desk lamps.')).toEqual(['3 pcs Acme DL-20 desk lamps']);
    expect(lines('We need two offers in English. Please send three copies.')).toEqual([]);
  });

  it('takes three lines in a row that end in a bare count for a list', () => {
    expect(lines('What can you do on these?\n\nDesk lamp LED - 5\nMonitor arm dual - 12\nFoot rest - 1')).toEqual([
      '5 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
      '1 pcs Foot rest',
    ]);
  });

  it('leaves out what its writer took back', () => {
    expect(
      lines('- 5 x Desk lamp LED\n- 2 x Desk fan (cancelled)\n- 3 x Noise cancelling headset\n- 4 x Ordner (entfällt)'),
    ).toEqual(['5 pcs Desk lamp LED', '3 pcs Noise cancelling headset']);
  });

  it('joins items wrapped over two lines', () => {
    expect(
      lines(
        'Please quote the following:\n 1. 30 units - Magnetic whiteboard with aluminium frame and a pen tray, ninety by\n    one hundred and twenty centimetres\n 2. 8 pcs - Flip chart easel\n',
      ),
    ).toEqual([
      '30 pcs Magnetic whiteboard with aluminium frame and a pen tray, ninety by one hundred and twenty centimetres',
      '8 pcs Flip chart easel',
    ]);
  });

  it('reads sentences that ask', () => {
    expect(
      lines(
        'Hi,\n\nwe need 25 pcs of the Acme DL-20 desk lamp and 3 boxes of 10 staples 24/6. Could you send prices by Friday?\n\nBest regards\nAda Winter',
      ),
    ).toEqual(['25 pcs Acme DL-20 desk lamp', '3 box of 10 staples 24/6']);
    expect(
      lines(
        'Guten Tag,\n\nwir benötigen 40 Stück Schreibtischlampe LED sowie zwei Dutzend Bleistifte HB bis zum 12.05.2026.\n\nMit freundlichen Grüßen\nAda Winter',
      ),
    ).toEqual(['40 pcs Schreibtischlampe LED', '2 dozen Bleistifte HB']);
  });

  it('reads chat messages', () => {
    expect(
      lines(
        '[10:02] Ada Winter: Morning! Can you quote please:\n[10:02] Ada Winter: 5x Desk lamp LED\n[10:03] Ada Winter: 12x Monitor arm dual\n[10:04] Ada Winter: thanks',
      ),
    ).toEqual(['5 pcs Desk lamp LED', '12 pcs Monitor arm dual']);
  });

  it('reads one block of labels per item', () => {
    expect(
      lines(
        'Item 1\nProduct: Desk lamp LED\nPart number: DL-20\nQuantity: 5\n\nItem 2\nProduct: Monitor arm dual\nPart number: MA-2\nQuantity: 12 pcs\n',
      ),
    ).toEqual(['5 pcs Desk lamp LED [DL-20]', '12 pcs Monitor arm dual [MA-2]']);
  });

  it('reads a name without a label between the number of an item and its quantity', () => {
    expect(
      lines(
        'Pos. 1:\n   Magnetic whiteboard with\n   aluminium frame\n   Menge: 4 Stk\n   Herstellernummer: MW-4\nPos. 2:\n   Flip chart easel\n   Menge: 1.200 Stk\n',
      ),
    ).toEqual(['4 pcs Magnetic whiteboard with aluminium frame [MW-4]', '1200 pcs Flip chart easel']);
  });

  it('takes bare numbers that count up for positions when each item says its own quantity', () => {
    expect(lines('01 2 Stück Desk lamp LED\n02 12 Stück Monitor arm dual\n03 1 Karton à 12 Pencil HB')).toEqual([
      '2 pcs Desk lamp LED',
      '12 pcs Monitor arm dual',
      '1 box of 12 Pencil HB',
    ]);
  });

  it('reads a table drawn with spaces, wrapped names included', () => {
    expect(
      lines(
        'Pos  Description                   Qty   Unit\n------------------------------------------\n10   Magnetic whiteboard with        4   pcs\n     aluminium frame\n20   Flip chart easel              1,200   pcs\n',
      ),
    ).toEqual(['4 pcs Magnetic whiteboard with aluminium frame', '1200 pcs Flip chart easel']);
  });

  it('does not take terms, phone numbers and addresses for items', () => {
    expect(
      lines(
        'Dear team,\n\nPayment: 30 days net.\nPrices valid for at least 60 days please.\nDelivery terms: DAP, dock 4, max. 2 pallets per truck.\nCall 24 hours ahead.\n158 Mill Road\n51081 Eastport\nPhone: +44 268 555 2324\nTotal budget approx. 12,500 USD.\n',
      ),
    ).toEqual([]);
  });
});

describe('mails', () => {
  it('ignores the thread below the message', () => {
    const body =
      'Hello,\n\n- 5 x Desk lamp LED\n- 2 x Desk fan\n\nRegards\nAda\n\nOn 3 March 2025 at 09:12, Ada Winter <ada@brook.example> wrote:\n> - 9 x Foot rest\n> - 9 x Paper tray\n';
    expect(shortLines(read(mail(body)))).toEqual(['5 pcs Desk lamp LED', '2 pcs Desk fan']);
    const outlook =
      'Hallo,\n\n- 5 x Desk lamp LED\n\nGruß\nAda\n\nVon: Ada Winter <ada@brook.example>\nGesendet: Montag, 3. März 2025 09:12\nAn: Verkauf\nBetreff: Alte Anfrage\n\n- 9 x Foot rest\n';
    expect(shortLines(read(mail(outlook)))).toEqual(['5 pcs Desk lamp LED']);
  });

  it('reads the request a mail forwards', () => {
    const body =
      'Please handle.\n\n---------- Forwarded message ---------\nFrom: Ada Winter <ada@brook.example>\nDate: Mon, 2 Mar 2026\nSubject: RFQ 4711-A\nTo: sales@shop.example\n\nHello,\nplease quote:\n- 5 x Desk lamp LED\n- 2 x Desk fan\n\nNeeded by: 14 April 2026\n\nKind regards\nAda Winter\nBrook Interiors Ltd\n';
    const reading = read(mail(body, { from: ['Sam Seller', 'sam@shop.example'], subject: 'Fwd: RFQ 4711-A' }));
    expect(shortLines(reading)).toEqual(['5 pcs Desk lamp LED', '2 pcs Desk fan']);
    expect(reading.fields.customerEmail?.value).toBe('ada@brook.example');
    expect(reading.fields.customerName?.value).toBe('Brook Interiors Ltd');
    expect(reading.fields.neededBy?.value).toBe('2026-04-14');
  });

  it('takes a buyer who forwards a list of the own house for the customer', () => {
    const body =
      'Hello,\nplease see below, our ref BR-2210.\n\nRegards\nAda Winter\nBrook Interiors Ltd\n\nFrom: Workshop <workshop@brook.example>\nSent: Monday, 2 March 2026 07:55\nTo: Ada Winter\nSubject: Workshop needs\n\n- 5 x Desk lamp LED\n- 2 x Desk fan\n';
    const reading = read(mail(body, { subject: 'FW: Workshop needs' }));
    expect(shortLines(reading)).toEqual(['5 pcs Desk lamp LED', '2 pcs Desk fan']);
    expect(reading.fields.customerEmail?.value).toBe('ada@brook.example');
    expect(reading.fields.reference?.value).toBe('BR-2210');
    // An answer is no request, whatever stands below it.
    expect(shortLines(read(mail(body, { subject: 'RE: Workshop needs' })))).toEqual([]);
  });
});

describe('papers of another kind', () => {
  const table = '\n\nItem         Qty   Price\nDesk lamp      5   12.50\nDesk fan       2    9.90\n';

  it('hold no requested lines', () => {
    expect(read(text(`Brook Interiors Ltd\nInvoice no. 2026-77${table}`)).lines).toEqual([]);
    expect(read(text(`Auftragsbestätigung 4711${table}`)).lines).toEqual([]);
  });

  it('are requests when they ask for a price', () => {
    expect(read(text(`Invoice 2026-77\nPlease quote the same again:${table}`)).lines).toHaveLength(2);
    expect(read(text(`Brook Interiors Ltd\nInvoice to: accounts@brook.example${table}`)).lines).toHaveLength(2);
  });
});
