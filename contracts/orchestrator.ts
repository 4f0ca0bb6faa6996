import { z } from 'zod';
import { AssistantInput, AssistantReply } from './assistant.ts';
import { ClientType } from './intent.ts';
import { Locale } from './kernel/locale.ts';

export const maxOrchestratorMessageBytes = 8_192;

const common = {
  /** Comes back in the answer's metadata. */
  id: z.string().min(1).max(100).optional(),
  /** As the client knows its person. Says nothing of who is calling: that is the sign-in. */
  userId: z.string().max(200).optional(),
  clientType: ClientType.default('web-admin'),
  locale: Locale.default('en'),
};

/** What a client sends on `/orchestrator` (spec row B1). */
export const OrchestratorMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('message'),
    ...common,
    message: AssistantInput.shape.message,
    context: AssistantInput.shape.context,
  }),
  z.strictObject({ type: z.literal('tools'), ...common, cursor: z.string().max(500).optional() }),
  z.strictObject({
    type: z.literal('call'),
    ...common,
    name: z.string().min(1).max(200),
    arguments: z.record(z.string(), z.unknown()).default({}),
  }),
]);
export type OrchestratorMessage = z.infer<typeof OrchestratorMessage>;

/** What it gets back: one answer per message, in the order of the messages. */
export const OrchestratorReply = z.strictObject({
  message: z.string(),
  /** The answer of the assistant or the tool; `{ error: { code, rpc, message, recovery } }` for a refusal. */
  data: z.record(z.string(), z.unknown()).nullable(),
  metadata: z.strictObject({
    id: z.string().nullable(),
    type: OrchestratorMessage.options[0].shape.type.or(z.enum(['tools', 'call', 'error'])),
    locale: Locale,
    clientType: ClientType.nullable(),
    durationMs: z.number(),
    intent: AssistantReply.shape.intent.optional(),
    confidence: z.number().optional(),
    tool: z.string().nullable().optional(),
  }),
});
export type OrchestratorReply = z.infer<typeof OrchestratorReply>;
