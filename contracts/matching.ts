import { z } from 'zod';

/** What the matcher decided for one requested line: quote it, ask a person to choose, or say it is not in the catalogue. */
export const MatchDecision = z.enum(['accepted', 'candidates', 'none']);
export type MatchDecision = z.infer<typeof MatchDecision>;

/** One product as the matcher reads it; empty texts are `''`, never absent. */
export const IndexedProduct = z.strictObject({
  productId: z.string().min(1),
  sku: z.string(),
  name: z.string(),
  brand: z.string(),
  modelNumber: z.string(),
  gtin: z.string(),
  description: z.string(),
  unit: z.string(),
  active: z.boolean(),
});
export type IndexedProduct = z.infer<typeof IndexedProduct>;

/** One requested line as the reader found it. `customerPartNumber` is the buyer's own number and proves nothing alone. */
export const RequestedLine = z.strictObject({
  description: z.string(),
  partNumber: z.string().optional(),
  customerPartNumber: z.string().optional(),
  unit: z.string().optional(),
  brand: z.string().optional(),
  gtin: z.string().optional(),
});
export type RequestedLine = z.infer<typeof RequestedLine>;

/** Why a product is offered: a code with parameters, put into words by the web (en, de). `share` is 0..1 of the requested words. */
export const MatchReason = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('gtin_equal'), token: z.string() }),
  z.strictObject({ code: z.literal('sku_equal'), token: z.string() }),
  z.strictObject({ code: z.literal('model_number_equal'), token: z.string() }),
  z.strictObject({ code: z.literal('part_number_in_text'), token: z.string() }),
  z.strictObject({ code: z.literal('part_number_prefix'), requested: z.string(), offered: z.string() }),
  z.strictObject({ code: z.literal('words_shared'), share: z.number().min(0).max(1), words: z.array(z.string()) }),
]);
export type MatchReason = z.infer<typeof MatchReason>;

/** One thing that differs; `null` on a side means that side does not say. Texts are as written in the request or the product. */
export const MatchDifference = z.strictObject({
  kind: z.enum(['size', 'colour', 'capacity', 'rating', 'pack', 'model', 'brand', 'number', 'word']),
  requested: z.string().nullable(),
  offered: z.string().nullable(),
});
export type MatchDifference = z.infer<typeof MatchDifference>;

/** One product offered for a line. `score` is 0..1 and comparable within the line only. */
export const MatchCandidate = z.strictObject({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  score: z.number().min(0).max(1),
  reason: MatchReason,
  differences: z.array(MatchDifference),
});
export type MatchCandidate = z.infer<typeof MatchCandidate>;

/** Why the decision fell as it did, for the sentence above the candidates. */
export const MatchExplanation = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('identifier_found'), token: z.string() }),
  z.strictObject({ code: z.literal('clear_best') }),
  z.strictObject({ code: z.literal('several_alike'), count: z.number().int().min(2) }),
  z.strictObject({ code: z.literal('best_differs'), difference: MatchDifference }),
  /** The part number names the first candidate, the text says a size, colour or measure that it does not have. */
  z.strictObject({ code: z.literal('number_contradicts'), token: z.string(), difference: MatchDifference }),
  z.strictObject({ code: z.literal('weak_best') }),
  z.strictObject({ code: z.literal('nothing_like_it') }),
  z.strictObject({ code: z.literal('nothing_to_read') }),
]);
export type MatchExplanation = z.infer<typeof MatchExplanation>;

/** The answer for one line. `confidence` is the estimated chance (0..1, 4 decimals) that the first candidate is right. */
export const LineMatch = z.strictObject({
  decision: MatchDecision,
  productId: z.string().nullable(),
  sku: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  candidates: z.array(MatchCandidate).max(5),
  explanation: MatchExplanation,
});
export type LineMatch = z.infer<typeof LineMatch>;

/** One hit of the catalogue search box. */
export const CatalogueHit = z.strictObject({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  score: z.number(),
});
export type CatalogueHit = z.infer<typeof CatalogueHit>;
