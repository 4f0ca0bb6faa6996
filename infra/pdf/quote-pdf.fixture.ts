import { PreviewBody } from '../../contracts/pricing.ts';
import { priceQuoteInSteps } from '../../domain/quotes/price-quote.ts';
import type { QuotePdfInput } from './quote-pdf.ts';

const products = [
  ['HX-4410', 'Hex bolt M8 × 40, A2 stainless, DIN 933', 'pc', '0.3125'],
  [
    'PN-0088',
    'Pneumatic cylinder Ø 32 mm, stroke 160 mm, magnetic piston, with adjustable cushioning at both ends',
    'pc',
    '84.90',
  ],
  ['CB-2007', 'Control cable 7 × 0.75 mm², grey, halogen-free', 'm', '2.15'],
  ['SV-1200', 'Sicherheits-Lichtvorhang für Gefahrstellen, Schutzfeldhöhe 1.200 mm', 'Stk', '1249.00'],
  ['LB-0450', 'Grease cartridge 400 g', 'pc', '7.49'],
] as const;

const sampleLine = (index: number) => {
  const [sku, description, unit, unitPrice] = products[index % products.length] ?? products[0];
  return {
    position: index + 1,
    sku,
    description,
    unit,
    quantity: String(((index * 7) % 24) + 1),
    unitPrice,
    discounts: index % 4 === 1 ? [{ percent: '5' }] : [],
    taxRate: index % 5 === 4 ? '7' : '19',
  };
};

/** A priced quote with as many lines as wanted, with discounts, a charge, a deposit and two tax rates. */
export const sampleQuote = (lineCount: number, change: Partial<QuotePdfInput> = {}): QuotePdfInput => {
  const lines = Array.from({ length: lineCount }, (_, index) => sampleLine(index));
  const priced = priceQuoteInSteps(
    PreviewBody.parse({
      currency: 'EUR',
      taxMode: 'exclusive',
      lines: lines.map(({ quantity, unitPrice, discounts, taxRate }) => ({
        quantity,
        unitPrice,
        discounts,
        taxRate,
        taxCategory: 'S',
      })),
      discounts: [{ percent: '2' }],
      charges: [{ amount: '18.50', taxCategory: 'S', taxRate: '19' }],
      prepaid: '250',
    }),
  );
  const { lines: nets, ...totals } = priced.reply;
  return {
    locale: 'en',
    number: 'Q-2026-00042',
    revision: 2,
    issuedOn: '2026-11-21',
    validUntil: '2026-12-21',
    seller: {
      name: 'Nordwind Industrial Supply GmbH',
      addressLines: ['Hafenstraße 12', '20457 Hamburg', 'Germany'],
      email: 'sales@nordwind.example',
      phone: '+49 40 555 0100',
      taxId: 'DE999999999',
    },
    customer: {
      name: 'Müller & Söhne Maschinenbau GmbH',
      addressLines: ['Einkauf', 'Industriestraße 7', '70565 Stuttgart'],
    },
    contact: { name: 'Zoë Łukasiewicz', email: 'z.lukasiewicz@mueller.example' },
    reference: 'RFQ 4711/2026',
    currency: 'EUR',
    taxMode: 'exclusive',
    lines: lines.map((line, index) => ({ ...line, net: nets[index]?.net ?? '' })),
    discounts: [{ percent: '2', amount: priced.discounts[0] ?? '' }],
    charges: [{ label: 'Freight', amount: priced.charges[0] ?? '' }],
    totals,
    prepaid: priced.prepaid,
    terms:
      'Payment within 30 days of invoice, net.\nDelivery ex works within 10 working days of order. Goods remain our property until paid in full.',
    ...change,
  };
};
