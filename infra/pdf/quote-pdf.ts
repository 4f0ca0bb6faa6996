import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Locale } from '../../contracts/kernel/locale.ts';
import type { LineDiscount, PreviewReply } from '../../contracts/pricing.ts';
import { quoteDocument } from './quote-pdf-document.ts';

export interface QuotePdfParty {
  readonly name: string;
  /** Street, postcode and city, country: one entry per printed line. */
  readonly addressLines: readonly string[];
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** VAT identification number. */
  readonly taxId?: string | undefined;
}

/** A line as it is stored. Numbers are decimal strings; `net` is the stored amount, never computed here. */
export interface QuotePdfLine {
  readonly position: number;
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  /** How many units the price is for; 1 unless given. */
  readonly baseQuantity?: string | undefined;
  readonly discounts?: readonly LineDiscount[] | undefined;
  readonly charges?: readonly { readonly amount: string }[] | undefined;
  readonly taxRate: string;
  readonly net: string;
}

/** A document discount or charge with the amount it came to. */
export interface QuotePdfAdjustment {
  /** What it is for, such as "Freight"; a general word unless given. */
  readonly label?: string | undefined;
  readonly percent?: string | undefined;
  readonly amount: string;
}

/** Everything a quote PDF shows, as plain data. The same input gives the same bytes. */
export interface QuotePdfInput {
  readonly locale: Locale;
  readonly number: string;
  /** Version of the quote, from 1. */
  readonly revision: number;
  /** Days, YYYY-MM-DD. */
  readonly issuedOn: string;
  readonly validUntil: string;
  readonly seller: QuotePdfParty;
  readonly customer: QuotePdfParty;
  readonly contact?: { readonly name: string | null; readonly email: string | null } | undefined;
  /** The customer's reference of the request. */
  readonly reference?: string | undefined;
  readonly currency: string;
  readonly taxMode: 'exclusive' | 'inclusive';
  readonly lines: readonly QuotePdfLine[];
  readonly discounts?: readonly QuotePdfAdjustment[] | undefined;
  readonly charges?: readonly QuotePdfAdjustment[] | undefined;
  /** The stored totals: printed, never computed again. */
  readonly totals: Omit<PreviewReply, 'lines'>;
  readonly prepaid?: string | undefined;
  readonly rounding?: string | undefined;
  /** Payment and delivery terms; line breaks are kept. */
  readonly terms?: string | undefined;
}

const fontFolder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const regular = join(fontFolder, 'Roboto-Regular.ttf');
const medium = join(fontFolder, 'Roboto-Medium.ttf');

pdfmake.setFonts({ Roboto: { normal: regular, bold: medium } });
// A document is made of text only: nothing is ever fetched, and no file but the fonts is ever read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === regular || path === medium);

/**
 * Renders a quote as PDF (A4, embedded font). The bytes depend on the input alone: dates come from the quote and the file id is a
 * digest of its properties. Text is drawn as text, whatever it holds.
 */
export const renderQuotePdf = async (quote: QuotePdfInput): Promise<Uint8Array> => {
  const buffer = await pdfmake.createPdf(quoteDocument(quote)).getBuffer();
  return new Uint8Array(buffer);
};
