import { describe, expect, it } from 'vitest';
import { mail, read, text } from '../../../test/documents/content-builders.ts';
import { rejectionText } from '../content.ts';

const table = '\n\nItem         Qty   Price\nDesk lamp      5   12.50\nDesk fan       2    9.90\n';

describe('papers of another kind', () => {
  it.each([
    ['Rechnung Nr. 2026-77 vom 12.03.2026\nGemäß unserem Angebot 4711 berechnen wir:', 'invoice'],
    ['Invoice number: 2026-77\nQuote ref: Q-12\nTotal due: 80.30 EUR', 'invoice'],
    ['Auftragsbestätigung AB-77\nIhre Anfrage vom 3. März', 'order_confirmation'],
    ['Thank you for your order 4711.\nIt ships on Monday.', 'order_confirmation'],
    ['Delivery note', 'delivery_note'],
    ['Lieferschein-Nr.: 77\nWare vollständig erhalten', 'delivery_note'],
    ['Packing slip no. 771 / 12 May 2026\nExtender for the desk', 'delivery_note'],
    ['2. Mahnung', 'other_paper'],
  ])('are named and hold no lines: %j', (head, paper) => {
    expect(read(text(`Brook Interiors Ltd\n${head}${table}`))).toMatchObject({ otherPaper: paper, lines: [] });
  });

  it('are named by the subject of a mail', () => {
    expect(read(mail(`Hello,${table}`, { subject: 'Order confirmation 8812' })).otherPaper).toBe('order_confirmation');
  });

  it.each([
    'Anfrage 77\nRechnung',
    'Invoice 77\nPlease quote the same again:',
    'Request for quotation 12\nDelivery note',
  ])('are requests when they ask for a price: %j', (head) => {
    expect(read(text(`${head}${table}`))).toMatchObject({ otherPaper: null, lines: [{}, {}] });
  });

  it('are told by their name in both languages', () => {
    expect(rejectionText('invoice')).toContain('an invoice, not a request');
    expect(rejectionText('delivery_note', 'de')).toContain('ein Lieferschein, keine Anfrage');
  });
});
