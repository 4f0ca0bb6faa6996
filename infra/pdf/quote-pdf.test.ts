import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { amountFormat } from './amount-format.ts';
import { renderQuotePdf } from './quote-pdf.ts';
import { sampleQuote } from './quote-pdf.fixture.ts';

interface Page {
  text: string;
  /** Right edges and baselines, to see that nothing leaves the page. */
  items: { text: string; left: number; right: number; y: number }[];
}

const read = async (bytes: Uint8Array): Promise<Page[]> => {
  const task = getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const { items } = await (await document.getPage(index + 1)).getTextContent();
      const texts = items.flatMap((item) => ('str' in item ? [item] : []));
      return {
        text: texts
          .map(({ str }) => str)
          .join(' ')
          .replaceAll(/\s+/g, ' '),
        items: texts.map(({ str, transform, width }) => ({
          text: str,
          left: transform[4],
          right: transform[4] + width,
          y: transform[5],
        })),
      };
    }),
  );
  await task.destroy();
  return pages;
};

const textOf = async (bytes: Uint8Array): Promise<string> => (await read(bytes)).map(({ text }) => text).join(' ');
const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

test('prints exactly the stored totals, line nets and tax groups', async () => {
  const quote = sampleQuote(9);
  const text = await textOf(await renderQuotePdf(quote));
  const { money, price } = amountFormat('en', 'EUR');
  const { taxGroups, discountTotal: _inDetail, chargeTotal: _inDetailToo, ...sums } = quote.totals;
  for (const amount of Object.values(sums)) expect(text).toContain(money(amount));
  for (const { taxable, tax } of taxGroups) expect(text).toContain(`${price(taxable)} ${price(tax)}`);
  for (const { net } of quote.lines) expect(text).toContain(price(net));
  expect(text).toContain(`Freight €18.50`);
  expect(text).toContain(`Already paid -€250.00`);
});

test('prints the totals it is given, even where they do not add up', async () => {
  const { totals } = sampleQuote(1);
  const text = await textOf(
    await renderQuotePdf(sampleQuote(1, { totals: { ...totals, taxTotal: '12345678901234567.89', payable: '0.07' } })),
  );
  expect(text).toContain('VAT €12,345,678,901,234,567.89');
  expect(text).toContain('Amount payable €0.07');
});

test('names both sides, the number, the version, the days and the reference', async () => {
  const text = await textOf(await renderQuotePdf(sampleQuote(2)));
  const expected = ['Quote', 'Q-2026-00042', 'Version 2', '21 November 2026', '21 December 2026', 'RFQ 4711/2026'];
  const parties = [
    'Nordwind Industrial Supply GmbH',
    'Müller & Söhne Maschinenbau GmbH',
    'Zoë Łukasiewicz',
    'Hafenstraße 12',
    'DE999999999',
    'Page 1 of 1',
  ];
  for (const part of [...expected, ...parties]) expect(text).toContain(part);
});

test('speaks German with German figures', async () => {
  const quote = sampleQuote(4, { locale: 'de' });
  const text = spaced(await textOf(await renderQuotePdf(quote)));
  for (const part of [
    'Angebot',
    'Gültig bis',
    '21. Dezember 2026',
    'Einzelpreis',
    'Umsatzsteuer',
    'Zahlbetrag',
    'Seite 1 von 1',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain(spaced(amountFormat('de', 'EUR').money(quote.totals.payable)));
  expect(text).toContain('1.249,00');
});

test('with tax inclusive it says so and shows the tax inside the total', async () => {
  const text = await textOf(await renderQuotePdf(sampleQuote(1, { taxMode: 'inclusive' })));
  expect(text).toContain('All prices include VAT.');
  expect(text).toContain('of which VAT');
});

test('a tax category without tax says why', async () => {
  const { totals } = sampleQuote(1);
  const taxGroups = [{ category: 'AE' as const, rate: '0', taxable: '100.00', tax: '0.00' }];
  expect(await textOf(await renderQuotePdf(sampleQuote(1, { totals: { ...totals, taxGroups } })))).toContain(
    'Reverse charge',
  );
});

test('the same quote gives the same bytes, another quote gives others', async () => {
  const [first, second] = [await renderQuotePdf(sampleQuote(12)), await renderQuotePdf(sampleQuote(12))];
  expect(Buffer.from(first).equals(second)).toBe(true);
  expect(Buffer.from(first).equals(await renderQuotePdf(sampleQuote(12, { revision: 3 })))).toBe(false);
});

test('300 lines run over pages, each with the head of the table and its number, every line once', async () => {
  const pages = await read(await renderQuotePdf(sampleQuote(300)));
  expect(pages.length).toBeGreaterThan(8);
  const positions = pages.flatMap(({ items }) =>
    items.filter(({ left, text }) => left < 50 && /^\d+$/.test(text)).map(({ text }) => Number(text)),
  );
  expect(positions).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  for (const [index, { text }] of pages.entries()) expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
  const withLines = pages.filter(({ text }) => /HX-4410|PN-0088|CB-2007/.test(text));
  for (const { text } of withLines) expect(text).toContain('Unit price');
});

test('hostile text is printed as text and stays inside the page', async () => {
  const long = 'Wörterketten'.repeat(400);
  const hostile = `<script>alert(1)</script> {{7*7}} \u202Egnp.exe\u202C a\u0000b\u001Bc \uD800 \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 😀 漢字`;
  const base = sampleQuote(3);
  const quote = sampleQuote(3, {
    number: hostile,
    seller: { ...base.seller, name: long },
    customer: { name: long, addressLines: [hostile, long] },
    contact: { name: hostile, email: long },
    reference: long,
    terms: hostile + long,
    lines: base.lines.map((line) => ({ ...line, description: `${hostile} ${long}`, sku: long, unit: long })),
  });
  const bytes = await renderQuotePdf(quote);
  const pages = await read(bytes);
  const text = pages.map((page) => page.text).join(' ');
  expect(text).toContain('<script>alert(1)</script>');
  expect(text).toContain('gnp.exe');
  expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/JavaScript|\/JS |\/Launch|\/URI/);
  for (const { items } of pages) {
    for (const { left, right, y } of items) {
      expect(left).toBeGreaterThan(40);
      expect(right).toBeLessThan(556);
      expect(y).toBeGreaterThan(12);
    }
  }
});

test('Latin, Greek and Cyrillic names and the signs of catalogues are readable', async () => {
  const names = 'Łódź Škoda Öğüt Ærø Αθήνα Київ ½ µm ±0,5 °C ≥ Ø 12 € £';
  const base = sampleQuote(1);
  const text = await textOf(
    await renderQuotePdf(sampleQuote(1, { lines: base.lines.map((line) => ({ ...line, description: names })) })),
  );
  // The micro sign and the Greek letter share a shape, so a reader may give back either.
  expect(text.replaceAll('μ', 'µ')).toContain(names);
});

test('a quote without lines, terms or contact is a page', async () => {
  const { totals } = sampleQuote(0);
  const bytes = await renderQuotePdf(
    sampleQuote(0, {
      terms: undefined,
      contact: undefined,
      reference: undefined,
      totals: { ...totals, taxGroups: [] },
    }),
  );
  expect((await read(bytes)).length).toBe(1);
});
