import type { ReadLine } from '../../contracts/document-reading.ts';
import type { RequestedLine } from '../../contracts/matching.ts';
import { quoteCurrency, toQuoteLines } from './match-lines.ts';
import type { PreparationServiceDeps, QuoteRef } from './preparation-service.ts';
import { reprice } from './reprice.ts';

type Deps = Pick<PreparationServiceDeps, 'quotes' | 'service' | 'documents' | 'products' | 'workspaces' | 'matcherFor'>;

/** From requested lines to priced ones. */
export const quoteMatching = ({ quotes, service, documents, products, workspaces, matcherFor }: Deps) => ({
  /** Matches every requested line to the catalogue. */
  match: async ({ workspaceId, quoteId }: QuoteRef, signal: AbortSignal): Promise<void> => {
    const record = await service.record(workspaceId, quoteId);
    await quotes.noteStarted(workspaceId, quoteId);
    if (record.preparation !== 'matching') return await service.announce(record);
    const requested = record.documentId === null ? [] : (await documents.record(workspaceId, record.documentId)).lines;
    const workspace = await workspaces.get(workspaceId);
    const matcher = await matcherFor(workspaceId);
    const matches = await matcher.match(requested.map(toRequestedLine), signal);
    const accepted = await products.byIds(
      workspaceId,
      matches.flatMap((match) => match.productId ?? []),
    );
    const byId = new Map(accepted.map((product) => [product.id, product]));
    const currency = quoteCurrency(accepted, workspace.currency);
    const matched = requested.flatMap((line, index) => {
      const match = matches[index];
      return match ? [{ requested: line, match, product: byId.get(match.productId ?? '') ?? null }] : [];
    });
    const lines = toQuoteLines(matched, currency, commonTaxRate(accepted));
    await service.tryChange(record, { currency, lines, preparation: 'pricing' }, { preparations: ['matching'] });
  },

  /** Prices the decided lines. Answers how many still need a person. */
  price: async ({ workspaceId, quoteId }: QuoteRef): Promise<{ openCount: number }> => {
    const record = await service.record(workspaceId, quoteId);
    if (record.preparation !== 'pricing') {
      await service.announce(record);
      return { openCount: record.openCount };
    }
    const repriced = reprice(record);
    const preparation = repriced.openCount > 0 ? 'review' : 'rendering';
    await service.tryChange(record, { ...repriced, preparation }, { preparations: ['pricing'] });
    return { openCount: repriced.openCount };
  },
});

const toRequestedLine = (line: ReadLine): RequestedLine => ({
  description: line.description,
  unit: line.unit,
  ...(line.partNumber !== null && { partNumber: line.partNumber }),
  ...(line.customerPartNumber !== null && { customerPartNumber: line.customerPartNumber }),
  ...(line.manufacturer !== null && { brand: line.manufacturer }),
});

/** The rate that most accepted products carry, for lines that are priced by hand. */
const commonTaxRate = (products: readonly { taxRate: string }[]): string => {
  const counts = new Map<string, number>();
  for (const { taxRate } of products) counts.set(taxRate, (counts.get(taxRate) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '0';
};
