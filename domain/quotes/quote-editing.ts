import type { Product } from '../../contracts/catalog.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { LineChange, Quote, QuoteLine } from '../../contracts/quotes.ts';
import { newId } from '../new-id.ts';
import { applyLineChange } from './change-line.ts';
import { checkAmount, checkFigures } from './line-figures.ts';
import { offerOf } from './match-lines.ts';
import type { QuoteServiceDeps } from './quote-service.ts';
import type { QuoteChange, QuoteGuard, QuoteRecord } from './quote-store.ts';
import { reprice } from './reprice.ts';

/** While a quote is in one of these, a person may change it. A change to a finished one opens the review again. */
const editable = ['review', 'ready'] as const;

/** What is left out stays as it is. */
export interface QuoteDetailsChange {
  version: number;
  customerId?: string | null | undefined;
  contact?: Quote['contact'] | undefined;
  reference?: string | null | undefined;
  validUntil?: string | undefined;
}

type Deps = Pick<QuoteServiceDeps, 'products' | 'customers'> & {
  need: (workspaceId: string, quoteId: string) => Promise<QuoteRecord>;
  change: (record: QuoteRecord, values: QuoteChange, guard: QuoteGuard) => Promise<QuoteRecord>;
};

/** What a person changes on a quote. Every change names the version it was made on, and answers with the whole quote; `startPending` says that it was reopened. */
export const quoteEditing = ({ products, customers, need, change }: Deps) => {
  const edit = reopening(change);

  const productOf = async (workspaceId: string, productId: string): Promise<Product> => {
    const [product] = await products.byIds(workspaceId, [productId]);
    if (!product) throw fail('product_not_found', { productId });
    return product;
  };

  return {
    changeLine: async (
      workspaceId: string,
      quoteId: string,
      lineId: string,
      wanted: LineChange,
      person: string,
    ): Promise<QuoteRecord> => {
      const record = await need(workspaceId, quoteId);
      const line = record.lines.find(({ id }) => id === lineId);
      if (!line) throw fail('quote_line_not_found', { lineId });
      const product = wanted.productId ? await productOf(workspaceId, wanted.productId) : null;
      const changed = applyLineChange(line, wanted, { product, currency: record.currency, person });
      const lines = record.lines.map((each) => (each.id === lineId ? changed : each));
      return await edit(record, wanted.version, reprice({ ...record, lines }));
    },

    addLine: async (
      workspaceId: string,
      quoteId: string,
      wanted: { version: number; productId: string; quantity: string },
      person: string,
    ): Promise<QuoteRecord> => {
      const record = await need(workspaceId, quoteId);
      const product = await productOf(workspaceId, wanted.productId);
      if (product.currency !== record.currency)
        throw fail('currency_mismatch', { found: product.currency, expected: record.currency });
      checkFigures(wanted, record.currency);
      const line = addedLine(product, { position: record.lines.length + 1, quantity: wanted.quantity, person });
      checkAmount(line);
      return await edit(record, wanted.version, reprice({ ...record, lines: [...record.lines, line] }));
    },

    changeDetails: async (
      workspaceId: string,
      quoteId: string,
      { version, ...wanted }: QuoteDetailsChange,
    ): Promise<QuoteRecord> => {
      const record = await need(workspaceId, quoteId);
      const { customerId, contact, reference, validUntil } = wanted;
      const customer = typeof customerId === 'string' ? await customers.get(workspaceId, customerId) : null;
      return await edit(record, version, {
        ...(customerId !== undefined && { customerId, customerName: customer?.name ?? null }),
        ...(contact !== undefined && { contact }),
        ...(reference !== undefined && { reference }),
        ...(validUntil !== undefined && { validUntil }),
      });
    },
  };
};

/** A line for a product that the customer did not list. */
const addedLine = (
  product: Product,
  { position, quantity, person }: { position: number; quantity: string; person: string },
): QuoteLine => ({
  id: newId('lin'),
  position,
  requested: null,
  match: null,
  decision: 'matched',
  decidedBy: person,
  ...offerOf(product, product.currency),
  description: product.name,
  quantity,
  unit: product.unit,
  priceEdited: false,
  discountPercent: null,
  net: null,
});

/** A person's change: the review is open again, the old PDF is gone. */
const reopening =
  (change: Deps['change']) =>
  (record: QuoteRecord, version: number, values: QuoteChange): Promise<QuoteRecord> => {
    const reopened = record.preparation === 'ready';
    return change(
      record,
      {
        ...values,
        preparation: 'review',
        pdf: null,
        // A confirmation of an earlier version that is sent again must not pass for one of this version.
        confirmedVersion: null,
        ...(reopened && { startPending: 'review' as const }),
      },
      { version, preparations: editable },
    );
  };
