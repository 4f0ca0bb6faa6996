import { isPriced } from '../../domain/quotes/reprice.ts';
import { today } from '../../domain/quotes/calendar.ts';
import type { RenderQuote } from '../../domain/quotes/preparation-service.ts';
import { renderQuotePdf } from './quote-pdf.ts';

/** The PDF of a stored quote: its decided lines and its stored totals. The same quote gives the same bytes. */
export const renderQuote: RenderQuote = async (quote, { workspace, customer }) => {
  if (quote.totals === null) throw new Error('a quote without totals has no PDF');
  return renderQuotePdf({
    locale: customer?.locale ?? 'en',
    number: quote.number,
    revision: quote.revision,
    issuedOn: today(workspace.timeZone, new Date(quote.createdAt)),
    validUntil: quote.validUntil,
    seller: { name: workspace.name, addressLines: [] },
    customer: {
      name: quote.customerName ?? '',
      addressLines: customer?.address?.split('\n').filter((line) => line.trim() !== '') ?? [],
      ...(customer?.vatId && { taxId: customer.vatId }),
    },
    contact: quote.contact,
    ...(quote.reference !== null && { reference: quote.reference }),
    currency: quote.currency,
    taxMode: quote.taxMode,
    lines: quote.lines.filter(isPriced).map((line, index) => ({
      position: index + 1,
      sku: line.sku,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice,
      ...(line.discountPercent !== null && { discounts: [{ percent: line.discountPercent }] }),
      taxRate: line.taxRate,
      net: line.net ?? '0',
    })),
    totals: quote.totals,
  });
};
