import type { AssistantInput, AssistantReply, Proposal } from '../../../../contracts/assistant.ts';
import type { Intent } from '../../../../contracts/intent.ts';
import { CallError, type Caller } from '../../../../contracts/kernel/client.ts';
import { analyzeIntent } from '../../../../domain/intent/analyze-intent.ts';
import { suggestIntents } from '../../../../domain/intent/suggest-intents.ts';
import { searchCustomers, showSales } from './assistant-actions.ts';
import type { Done, Turn } from './assistant-turn.ts';
import { say, sayEntities } from './assistant-words.ts';
import { askAboutDocument, confirmQuote, makeQuote, processDocument } from './document-actions.ts';
import {
  changeConfirmed,
  createProduct,
  findProduct,
  listProducts,
  proposeDelete,
  proposeUpdate,
} from './product-actions.ts';

type Action = (turn: Turn) => Promise<Done> | Done;

const speak =
  (key: 'greeting' | 'help' | 'unknown', outcome: AssistantReply['outcome']): Action =>
  ({ input: { locale } }) => ({ message: say(key, locale), outcome, tool: null, data: null });

/** Tools of the storefront and of notifications (spec rows B4, B5). */
const notHere =
  (tool: Intent): Action =>
  ({ input: { locale } }) => ({
    message: say('notHere', locale, { tool }),
    outcome: 'not_available',
    tool: null,
    data: null,
  });

/** What needs more than a sentence, such as a file: the tool itself is the place for it. */
const useTool =
  (tool: Intent): Action =>
  ({ input: { locale } }) => ({
    message: say('useTool', locale, { tool }),
    outcome: 'not_available',
    tool: null,
    data: null,
  });

const routes: Readonly<Record<Intent, Action>> = {
  greeting: speak('greeting', 'answered'),
  help: speak('help', 'answered'),
  unknown: speak('unknown', 'not_understood'),
  search_customers: searchCustomers,
  get_sales_analytics: showSales,
  ask_document_question: askAboutDocument,
  generate_quote: makeQuote,
  process_document: processDocument,
  list_products: (turn) => listProducts({ ...turn, entities: {} }),
  search_products: findProduct,
  get_product_info: findProduct,
  delete_product: proposeDelete,
  create_product: createProduct,
  create_from_file: useTool('create_from_file'),
  update_product: proposeUpdate,
  add_to_basket: notHere('add_to_basket'),
  get_basket: notHere('get_basket'),
  get_payment_link: notHere('get_payment_link'),
  answer_question: notHere('answer_question'),
  send_email: notHere('send_email'),
  send_sms: notHere('send_sms'),
  send_whatsapp: notHere('send_whatsapp'),
};

const saysYes =
  /^(?:yes|y|yes,? please|confirm|confirmed|go ahead|do it|ja|ja,? bitte|jawohl|bestätigt|bestätige|mach das)[.! ]*$/i;

export interface AnswerMessageOptions {
  readonly call: Caller;
  readonly signal: AbortSignal;
  readonly now?: Date;
}

/**
 * Answers one message (spec row A7): intent, then the matching tool with what the message names, then a sentence from a
 * template. Nothing that a document or a tool says is read as a message. What destroys waits for a yes to exactly that.
 */
export const answerMessage = async (
  input: AssistantInput,
  { call, signal, now = new Date() }: AnswerMessageOptions,
): Promise<AssistantReply> => {
  const { locale, message } = input;
  const { confirm } = input.context;
  const confirmed = confirm !== undefined && saysYes.test(message) ? confirm : null;
  const { intent, confidence, entities } = confirmed
    ? { intent: confirmed.tool, confidence: 1, entities: {} }
    : analyzeIntent({ message });
  const turn = { call, input, entities, signal, now };
  const base = { intent, confidence, entities, missing: [], proposal: null, suggestions: [] };
  try {
    const { ids = [], ...done } = await (confirmed ? actOn(turn, confirmed) : routes[intent](turn));
    const told = done.message || say('missing', locale, { names: sayEntities(done.missing ?? [], locale) });
    const calls = done.tool === null ? [] : [{ tool: done.tool, ids: [...ids] }];
    const suggestions = intent === 'unknown' ? suggestIntents(message, locale, 3).map(({ text }) => text) : [];
    return { ...base, ...done, message: told, calls, suggestions };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { code, recovery } = error;
    const told = say('refused', locale, { message: error.message, recovery }).trim();
    const data = { error: { code, message: error.message, recovery } };
    return { ...base, message: told, outcome: 'failed', tool: null, calls: [], data };
  }
};

const actOn = (turn: Turn, proposal: Proposal): Promise<Done> =>
  proposal.tool === 'generate_quote' ? confirmQuote(turn, proposal) : changeConfirmed(turn, proposal);
