import type { Locale } from '../../contracts/kernel/locale.ts';
import type { TaxCategory } from '../../contracts/pricing.ts';

export interface QuotePdfLabels {
  readonly title: string;
  readonly customer: string;
  readonly number: string;
  readonly version: string;
  readonly date: string;
  readonly validUntil: string;
  readonly reference: string;
  readonly contact: string;
  readonly position: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly discount: string;
  readonly tax: string;
  readonly amount: string;
  readonly surcharge: string;
  readonly charge: string;
  readonly lineTotal: string;
  readonly taxExclusive: string;
  readonly taxTotal: string;
  readonly includedTax: string;
  readonly taxInclusive: string;
  readonly rounding: string;
  readonly prepaid: string;
  readonly payable: string;
  readonly taxable: string;
  readonly taxAmount: string;
  readonly pricesExclusive: string;
  readonly pricesInclusive: string;
  readonly terms: string;
  readonly page: (page: number, pages: number) => string;
  /** Why a category carries no tax, as it has to stand on the document; categories with a tax need no word. */
  readonly categories: Readonly<Partial<Record<TaxCategory, string>>>;
}

export const quotePdfLabels: Readonly<Record<Locale, QuotePdfLabels>> = {
  en: {
    title: 'Quote',
    customer: 'Prepared for',
    number: 'Quote number',
    version: 'Version',
    date: 'Date',
    validUntil: 'Valid until',
    reference: 'Your reference',
    contact: 'Contact',
    position: 'Pos.',
    description: 'Description',
    quantity: 'Quantity',
    unit: 'Unit',
    unitPrice: 'Unit price',
    discount: 'Discount',
    tax: 'VAT',
    amount: 'Amount',
    surcharge: 'plus surcharge',
    charge: 'Charge',
    lineTotal: 'Subtotal',
    taxExclusive: 'Net total',
    taxTotal: 'VAT',
    includedTax: 'of which VAT',
    taxInclusive: 'Total',
    rounding: 'Rounding',
    prepaid: 'Already paid',
    payable: 'Amount payable',
    taxable: 'Taxable',
    taxAmount: 'Tax',
    pricesExclusive: 'All prices exclude VAT.',
    pricesInclusive: 'All prices include VAT.',
    terms: 'Terms',
    page: (page, pages) => `Page ${page} of ${pages}`,
    categories: {
      Z: 'Zero rated',
      E: 'Exempt',
      AE: 'Reverse charge',
      K: 'Intra-community supply',
      G: 'Export',
      O: 'Outside the scope of VAT',
      L: 'IGIC',
      M: 'IPSI',
    },
  },
  de: {
    title: 'Angebot',
    customer: 'Erstellt für',
    number: 'Angebotsnummer',
    version: 'Version',
    date: 'Datum',
    validUntil: 'Gültig bis',
    reference: 'Ihr Zeichen',
    contact: 'Ansprechpartner',
    position: 'Pos.',
    description: 'Bezeichnung',
    quantity: 'Menge',
    unit: 'Einheit',
    unitPrice: 'Einzelpreis',
    discount: 'Rabatt',
    tax: 'USt.',
    amount: 'Betrag',
    surcharge: 'zuzüglich Aufschlag',
    charge: 'Zuschlag',
    lineTotal: 'Zwischensumme',
    taxExclusive: 'Nettosumme',
    taxTotal: 'Umsatzsteuer',
    includedTax: 'darin Umsatzsteuer',
    taxInclusive: 'Gesamtsumme',
    rounding: 'Rundung',
    prepaid: 'Bereits bezahlt',
    payable: 'Zahlbetrag',
    taxable: 'Grundlage',
    taxAmount: 'Steuer',
    pricesExclusive: 'Alle Preise zuzüglich Umsatzsteuer.',
    pricesInclusive: 'Alle Preise einschließlich Umsatzsteuer.',
    terms: 'Bedingungen',
    page: (page, pages) => `Seite ${page} von ${pages}`,
    categories: {
      Z: 'Nullsatz',
      E: 'Steuerfrei',
      AE: 'Steuerschuldnerschaft des Leistungsempfängers',
      K: 'Innergemeinschaftliche Lieferung',
      G: 'Ausfuhrlieferung',
      O: 'Nicht steuerbar',
      L: 'IGIC',
      M: 'IPSI',
    },
  },
};
