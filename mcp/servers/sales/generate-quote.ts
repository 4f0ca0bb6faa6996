import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { documentEndpoints, DocumentId, Reason, type Document } from '../../../contracts/documents.ts';
import { CallError } from '../../../contracts/kernel/client.ts';
import { CurrencyCode } from '../../../contracts/kernel/scalars.ts';
import { Preparation } from '../../../contracts/quote-preparation.ts';
import { quoteEndpoints, QuoteId, QuoteLineId, QuoteTotals, type Quote } from '../../../contracts/quotes.ts';
import type { TaskPiece } from '../../../domain/mcp/tasks/task-piece.ts';
import type { Platform } from '../../platform.ts';
import { pieceMs, taskPieceOf, UnfinishedCall } from '../../task-piece.ts';
import { answer } from '../../tool-answer.ts';
import { waitUntil } from '../../wait-until.ts';
import { progressReporter, type Stage } from './report-progress.ts';

const waitMs = 60_000;

const Input = z
  .strictObject({
    quoteId: QuoteId.optional(),
    documentId: DocumentId.optional().describe('The document whose quote is meant'),
    confirm: z.boolean().default(false).describe('Finish the review and make the PDF'),
  })
  .refine((input) => (input.quoteId === undefined) !== (input.documentId === undefined), {
    message: 'give exactly one of quoteId and documentId',
  });
type Input = z.output<typeof Input>;

const Output = z.strictObject({
  quoteId: QuoteId,
  number: z.string(),
  preparation: Preparation,
  currency: CurrencyCode,
  totals: QuoteTotals.nullable(),
  lineCount: z.int(),
  openLines: z.array(
    z.strictObject({
      id: QuoteLineId,
      position: z.int(),
      description: z.string(),
      quantity: z.string(),
      unit: z.string(),
    }),
  ),
  pdfReady: z.boolean(),
  reason: Reason.nullable(),
  /** What to do next. */
  next: z.string(),
});

export const registerGenerateQuote = (server: McpServer, { call }: Platform): void => {
  const tool = server.registerTool(
    'generate_quote',
    {
      title: 'Generate a quote',
      description:
        'Reads the quote of a document (or a quote by its id), waiting up to a minute until it is prepared: number, state, exact totals and the lines that still need a decision. With confirm it also finishes the review and waits for the PDF; that is refused while lines are open; as a task it waits for the person who decides them and confirms, for days if need be. Give exactly one of quoteId and documentId.',
      inputSchema: Input,
      outputSchema: Output,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    (input, ctx) => {
      const waiting = { signal: ctx.mcpReq.signal, piece: taskPieceOf(ctx), report: progressReporter(ctx) };
      return answer(() => generateQuote(call, input, waiting), waiting.piece);
    },
  );
  tool.execution = { taskSupport: 'optional' };
};

export interface QuoteWaiting {
  readonly signal: AbortSignal;
  readonly piece?: TaskPiece | null;
  readonly report?: (stage: Stage) => Promise<void>;
}

/** The quote once it is prepared or, with `confirm`, has its PDF; as it is when that takes too long. Throws `CallError`. */
export const generateQuote = async (
  call: Platform['call'],
  { quoteId, documentId, confirm }: Input,
  { signal, piece, report }: QuoteWaiting,
): Promise<z.output<typeof Output>> => {
  const until = performance.now() + (piece ? pieceMs : waitMs);
  const id = documentId === undefined ? quoteId : await quoteOf(call, documentId, until, signal);
  const look = async () => {
    const quote = await call(quoteEndpoints.get, { params: { id: id ?? '' }, signal });
    await report?.({ stage: stageOf(quote), done: 0, total: 0 });
    return quote;
  };
  const wait = async (isDone: (quote: Quote) => boolean, until: number, worksOn: string | null): Promise<Quote> => {
    const seen = await waitUntil({ look, isDone, until, signal });
    if (piece && !isDone(seen)) throw new UnfinishedCall(worksOn);
    return seen;
  };
  const isOver = (quote: Quote) => hasPdf(quote) || hasFailed(quote);
  const prepared = await wait(isAtRest, until, piece?.worksOn ?? null);
  if (!confirm || hasPdf(prepared)) return describe(prepared);
  // Once a person had to decide, that person also confirms: prices may be changed after the last line is decided.
  if (piece && (piece.worksOn === prepared.id || needsPerson(prepared)))
    return describe(await wait(isOver, until, prepared.id));
  await call(quoteEndpoints.confirm, { params: { id: prepared.id }, body: { version: prepared.version }, signal });
  return describe(await wait(isOver, piece ? until : performance.now() + waitMs, null));
};

/** The quote that a document became. Throws `CallError` when there is none, or none in time. */
const quoteOf = async (call: Platform['call'], documentId: string, until: number, signal: AbortSignal) => {
  const document = await waitUntil({
    look: () => call(documentEndpoints.get, { params: { id: documentId }, signal }),
    isDone: ({ quote, state }) => quote !== null || !mayBecomeQuote.has(state),
    until,
    signal,
  });
  if (document.quote) return document.quote.id;
  throw noQuote(document);
};

const mayBecomeQuote: ReadonlySet<Document['state']> = new Set<Document['state']>(['uploaded', 'processing', 'ready']);

const noQuote = ({ state, reason }: Document): CallError => {
  const waiting = mayBecomeQuote.has(state);
  return new CallError({
    code: waiting ? 'document_busy' : 'document_has_no_quote',
    status: 409,
    message: `The document has no quote (it is ${state})${reason ? `: ${reason.message}` : '.'}`,
    details: { state },
    recovery: waiting ? 'Call generate_quote again in a moment.' : 'Look at the document, or process another file.',
    correlationId: null,
  });
};

const isAtRest = ({ preparation }: Quote): boolean =>
  preparation !== 'matching' && preparation !== 'pricing' && preparation !== 'rendering';
const hasPdf = ({ preparation, pdf }: Quote): boolean => preparation === 'ready' && pdf !== null;
const hasFailed = ({ preparation }: Quote): boolean => preparation === 'failed' || preparation === 'cancelled';

const needsPerson = ({ preparation, openCount }: Quote): boolean => preparation === 'review' && openCount > 0;

const stageOf = (quote: Quote): string =>
  needsPerson(quote)
    ? `review: ${quote.openCount} lines wait for a person, who decides and confirms at /quotes/${quote.id}`
    : quote.preparation;

const describe = (quote: Quote): z.output<typeof Output> => ({
  quoteId: quote.id,
  number: quote.number,
  preparation: quote.preparation,
  currency: quote.currency,
  totals: quote.totals,
  lineCount: quote.lineCount,
  openLines: quote.lines
    .filter(({ decision }) => decision === 'open')
    .map(({ id, position, description, quantity, unit }) => ({ id, position, description, quantity, unit })),
  pdfReady: hasPdf(quote),
  reason: quote.reason,
  next: nextStep(quote),
});

const nextStep = (quote: Quote): string => {
  if (quote.openCount > 0 && quote.preparation === 'review')
    return `${quote.openCount} lines are open: a person chooses a product for each of them or leaves it out before the quote can be confirmed.`;
  if (quote.preparation === 'review') return 'Call generate_quote with confirm: true to make the PDF.';
  if (hasPdf(quote)) return 'The PDF is ready.';
  if (hasFailed(quote)) return 'The preparation ended without a quote. A person can retry it.';
  return 'The quote is still being prepared: call generate_quote again in a moment.';
};
