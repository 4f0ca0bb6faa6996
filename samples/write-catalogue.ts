import { formatScaled } from '../domain/money/decimal.ts';
import { sampleGtin, sampleProducts } from './catalogue-families.ts';

const quote = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The sample catalogue as CSV: UTF-8, commas, prices net in EUR, German VAT. */
export const catalogueCsv = (): string => {
  const header = 'sku,name,brand,modelNumber,gtin,category,description,unit,price,currency,taxRate';
  const rows = sampleProducts.map((product, at) =>
    [
      product.sku,
      product.name,
      product.brand,
      product.modelNumber,
      sampleGtin(at),
      product.category,
      product.description,
      product.unit,
      formatScaled(BigInt(product.priceCents), 2),
      'EUR',
      '19',
    ]
      .map(quote)
      .join(','),
  );
  return `${[header, ...rows].join('\n')}\n`;
};
