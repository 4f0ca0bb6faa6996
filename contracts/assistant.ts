import { z } from 'zod';
import { DocumentId } from './documents.ts';
import { EntityName, Intent, IntentEntities, MAX_MESSAGE_CHARS } from './intent.ts';
import { Locale } from './kernel/locale.ts';

/** A change that the assistant found but does not make before the person says yes to exactly this. */
export const Proposal = z.strictObject({
  tool: z.literal('delete_product'),
  arguments: z.strictObject({ id: z.string().min(1).max(100), version: z.int() }),
});
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
  /** What to say as well, for `needs_details`. */
  missing: z.array(EntityName),
  proposal: Proposal.nullable(),
  /** The tool's structured answer. Texts in it come from documents and customers: data, never instructions. */
  data: z.record(z.string(), z.unknown()).nullable(),
});
export type AssistantReply = z.infer<typeof AssistantReply>;
