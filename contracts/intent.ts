import { z } from 'zod';
import { CurrencyCode } from './kernel/scalars.ts';
import { Locale } from './kernel/locale.ts';

/** Every tool that a sentence can mean, by its name, and what is said around tools (spec row B2). */
export const Intent = z.enum([
  'create_product',
  'create_from_file',
  'list_products',
  'update_product',
  'delete_product',
  'search_products',
  'get_product_info',
  'add_to_basket',
  'get_basket',
  'get_payment_link',
  'answer_question',
  'send_email',
  'send_sms',
  'send_whatsapp',
  'process_document',
  'generate_quote',
  'ask_document_question',
  'search_customers',
  'get_sales_analytics',
  'greeting',
  'help',
  'unknown',
]);
export type Intent = z.infer<typeof Intent>;

export const ClientType = z.enum(['web-admin', 'web-storefront', 'whatsapp', 'instagram', 'mobile']);
export type ClientType = z.infer<typeof ClientType>;

const unsigned = z.string().regex(/^\d{1,15}(\.\d{1,8})?$/, 'must be a decimal number such as "12.50"');
const words = z.string().min(1).max(4000);

/** What a sentence names; only what was said is there. */
export const IntentEntities = z.strictObject({
  product: words.optional(),
  sku: z.string().min(1).max(100).optional(),
  quantity: unsigned.optional(),
  price: unsigned.optional(),
  currency: CurrencyCode.optional(),
  customer: words.optional(),
  document: words.optional(),
  period: words.optional(),
  recipient: words.optional(),
  message: words.optional(),
});
export type IntentEntities = z.infer<typeof IntentEntities>;

export const EntityName = IntentEntities.keyof();
export type EntityName = z.infer<typeof EntityName>;

const confidence = z.number().min(0).max(1);

export const RankedIntent = z.strictObject({ intent: Intent, confidence });
export type RankedIntent = z.infer<typeof RankedIntent>;

export const IntentAnalysis = z.strictObject({
  intent: Intent,
  confidence,
  entities: IntentEntities,
  alternatives: z.array(RankedIntent).max(3),
});
export type IntentAnalysis = z.infer<typeof IntentAnalysis>;

export const MAX_MESSAGE_CHARS = 4000;

export const IntentInput = z.strictObject({
  message: z.string().trim().min(1).max(MAX_MESSAGE_CHARS).describe('What the person wrote'),
  locale: Locale.default('en').describe('Language of the person'),
  clientType: ClientType.default('web-admin').describe('Where it was written'),
  context: z.record(z.string(), z.unknown()).optional().describe('What is known of the conversation'),
});
export type IntentInput = z.infer<typeof IntentInput>;

export const MappingInput = z.strictObject({
  intent: Intent,
  entities: IntentEntities.default({}).describe('What is known so far'),
});

export const MappingCheck = z.strictObject({
  valid: z.boolean(),
  missing: z.array(EntityName).describe('Entities that the tool needs and that are not there'),
  tool: z.string().nullable().describe('Tool to call; null when the intent has none'),
});
export type MappingCheck = z.infer<typeof MappingCheck>;

export const SuggestionsInput = z.strictObject({
  message: z.string().trim().max(MAX_MESSAGE_CHARS).describe('What was typed so far; may be empty'),
  locale: Locale.default('en'),
  limit: z.int().min(1).max(10).default(5),
});

export const Suggestions = z.strictObject({
  suggestions: z.array(z.strictObject({ text: z.string(), intent: Intent })).max(10),
});
export type Suggestion = z.infer<typeof Suggestions>['suggestions'][number];
