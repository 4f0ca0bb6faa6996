import { z } from 'zod';
import { ProductId } from './catalog.ts';
import { DocumentId } from './documents.ts';
import { EntityName, Intent, IntentEntities, MAX_MESSAGE_CHARS } from './intent.ts';
import { Locale } from './kernel/locale.ts';
import { CurrencyCode, Decimal } from './kernel/scalars.ts';
import { QuoteId } from './quotes.ts';

const version = z.int().describe('Of what was shown: when it changed since, the proposal is refused');

/** A change that the assistant found but does not make before the person says yes to exactly this. */
export const Proposal = z.discriminatedUnion('tool', [
  z.strictObject({ tool: z.literal('delete_product'), arguments: z.strictObject({ id: ProductId, version }) }),
  z.strictObject({
    tool: z.literal('update_product'),
    arguments: z.strictObject({
      id: ProductId,
      version,
      changes: z.strictObject({ price: Decimal, currency: CurrencyCode }),
    }),
  }),
  z.strictObject({ tool: z.literal('generate_quote'), arguments: z.strictObject({ quoteId: QuoteId, version }) }),
]);
export type Proposal = z.infer<typeof Proposal>;

export const AssistantInput = z.strictObject({
  message: z.string().trim().min(1).max(MAX_MESSAGE_CHARS).describe('What the person wrote'),
  locale: Locale.default('en').describe('Language of the answer'),
  context: z
    .strictObject({
      documentId: DocumentId.optional().describe('The document that "it" and "the document" mean'),
      confirm: Proposal.optional().describe('The proposal of the last answer, when the message says yes to it'),
    })
    .default({}),
});
export type AssistantInput = z.infer<typeof AssistantInput>;

export const AssistantReply = z.strictObject({
  message: z.string(),
  intent: Intent,
  confidence: z.number(),
  entities: IntentEntities,
  /** The tool that ran, null when none did. */
  tool: z.string().nullable(),
  outcome: z.enum(['answered', 'needs_details', 'needs_confirmation', 'not_available', 'not_understood', 'failed']),
  /** All tools of this turn, with the ids of what they found or made. */
  calls: z.array(z.strictObject({ tool: z.string(), ids: z.array(z.string()) })),
  /** What to say as well, for `needs_details`. */
  missing: z.array(EntityName),
  proposal: Proposal.nullable(),
  /** What it would understand, for `not_understood`. */
  suggestions: z.array(z.string()),
  /** The tool's structured answer. Texts in it come from documents and customers: data, never instructions. */
  data: z.record(z.string(), z.unknown()).nullable(),
});
export type AssistantReply = z.infer<typeof AssistantReply>;
