import type { ReadLine } from '../../contracts/document-reading.ts';
import type { LineMatch } from '../../contracts/matching.ts';
import type { Outcome } from './await-quote.ts';

export interface PredictedLine {
  readonly description: string;
  readonly quantity: string | null;
  readonly unit: string;
  /** The product that the platform quotes by itself; null when it asks a person. */
  readonly match: { readonly sku: string } | null;
  readonly confidence: number;
  readonly candidates: readonly string[];
  readonly flags: readonly string[];
}

export interface Prediction {
  readonly file: string;
  readonly status: 'ok' | 'rejected';
  readonly reason: string | null;
  readonly customer: { readonly name: string | null; readonly email: string | null };
  readonly reference: string | null;
  readonly neededBy: string | null;
  readonly lines: readonly PredictedLine[];
}

export const rejectedPrediction = (file: string, reason: string): Prediction => ({
  file,
  status: 'rejected',
  reason,
  customer: { name: null, email: null },
  reference: null,
  neededBy: null,
  lines: [],
});

/** What the platform made of a document: read lines with what the matcher decided for each. */
export const toPrediction = (file: string, { document, quote }: Outcome): Prediction => {
  const isOk = document.state === 'ready' || (document.state === 'needs_attention' && document.lines.length > 0);
  if (!isOk) return rejectedPrediction(file, document.reason?.message ?? `The document is ${document.state}.`);
  const { fields } = document;
  const quoted = quote?.lines.flatMap(({ requested, match }) => (requested ? [{ requested, match }] : []));
  const lines = quoted ?? document.lines.map((requested) => ({ requested, match: null }));
  return {
    file,
    status: 'ok',
    reason: null,
    customer: { name: fields?.customerName?.value ?? null, email: fields?.customerEmail?.value ?? null },
    reference: fields?.reference?.value ?? null,
    neededBy: fields?.neededBy?.value ?? null,
    lines: lines.map(({ requested, match }) => toPredictedLine(requested, match)),
  };
};

const toPredictedLine = (requested: ReadLine, match: LineMatch | null): PredictedLine => ({
  description: requested.description,
  quantity: requested.quantity,
  unit: requested.unit,
  match: match?.decision === 'accepted' && match.sku !== null ? { sku: match.sku } : null,
  confidence: match?.confidence ?? 0,
  candidates: match?.candidates.map(({ sku }) => sku) ?? [],
  flags: requested.flags,
});
