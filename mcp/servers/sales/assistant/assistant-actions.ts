import { analyticsEndpoints } from '../../../../contracts/analytics.ts';
import type { AssistantInput, AssistantReply, Proposal } from '../../../../contracts/assistant.ts';
import { catalogEndpoints, type Product } from '../../../../contracts/catalog.ts';
import { customerEndpoints } from '../../../../contracts/customers.ts';
import { documentEndpoints, DocumentId } from '../../../../contracts/documents.ts';
import type { IntentEntities } from '../../../../contracts/intent.ts';
import type { Caller } from '../../../../contracts/kernel/client.ts';
import { askDocument } from '../ask-document-question.ts';
import { say } from './assistant-words.ts';
import { periodDays } from './period-days.ts';

/** One message while it is answered. */
export interface Turn {
  readonly call: Caller;
  readonly input: AssistantInput;
  readonly entities: IntentEntities;
  readonly signal: AbortSignal;
  readonly now: Date;
}

export type Done = Pick<AssistantReply, 'message' | 'outcome' | 'tool' | 'data'> & {
  readonly missing?: AssistantReply['missing'];
  readonly proposal?: Proposal;
};

const shown = 5;
const maxSearchChars = 200;
const maxPassageChars = 400;

const answered = (tool: string, message: string, data: Record<string, unknown> | null): Done => ({
  message,
  outcome: 'answered',
  tool,
  data,
});
const needs = (...missing: AssistantReply['missing']): Done => ({
  message: '',
  outcome: 'needs_details',
  tool: null,
  data: null,
  missing,
});
const names = (items: readonly string[]): string =>
  items.slice(0, shown).join(', ') + (items.length > shown ? ' …' : '');
const title = ({ name, sku }: Product): string => `${name} (${sku})`;

export const searchCustomers = async ({ call, input: { locale }, entities, signal }: Turn): Promise<Done> => {
  const search = (entities.customer ?? '').slice(0, maxSearchChars);
  if (search === '') return needs('customer');
  const data = await call(customerEndpoints.list, { query: { search }, signal });
  const count = data.items.length;
  const said = { search, count, names: names(data.items.map(({ name }) => name)) };
  return answered('search_customers', count === 0 ? say('none', locale) : say('customers', locale, said), data);
};

const findProducts = async ({ call, entities, signal }: Turn) => {
  const search = (entities.sku ?? entities.product ?? '').slice(0, maxSearchChars);
  return await call(catalogEndpoints.list, { query: { limit: 20, ...(search !== '' && { search }) }, signal });
};

/** All products, or those that the message names. Spec row B4's own search comes with the storefront. */
export const listProducts = async (turn: Turn): Promise<Done> => {
  const { locale } = turn.input;
  const data = await findProducts(turn);
  const said = { count: data.items.length, names: names(data.items.map(title)) };
  return answered('list_products', data.items.length === 0 ? say('none', locale) : say('products', locale, said), data);
};

export const findProduct = async (turn: Turn): Promise<Done> =>
  turn.entities.sku === undefined && turn.entities.product === undefined ? needs('product') : await listProducts(turn);

export const showSales = async ({ call, input: { locale }, entities, signal, now }: Turn): Promise<Done> => {
  const days = periodDays(entities.period, now);
  const data = await call(analyticsEndpoints.sales, { query: { ...days }, signal });
  const values = data.values.map(({ total, currency }) => `${total} ${currency}`).join(', ') || '0';
  const { from, to, requests, quotes } = data;
  const said = { from, to, requests: requests.total, quotes: quotes.total, values };
  return answered('get_sales_analytics', say('sales', locale, said), data);
};

/** The document of the context, or the newest with the name that the message says. */
const documentOf = async ({ call, input, entities, signal }: Turn): Promise<string | null> => {
  const named = DocumentId.safeParse(entities.document);
  if (named.success) return named.data;
  if (entities.document !== undefined) {
    const search = entities.document.slice(0, maxSearchChars);
    const { items } = await call(documentEndpoints.list, { query: { search, limit: 1 }, signal });
    if (items[0]) return items[0].id;
  }
  return input.context.documentId ?? null;
};

export const askAboutDocument = async (turn: Turn): Promise<Done> => {
  const { locale } = turn.input;
  const documentId = await documentOf(turn);
  if (documentId === null) return needs('document');
  const question = turn.input.message.slice(0, 500);
  const data = await askDocument(turn.call, { documentId, question }, turn.signal);
  const [best] = data.passages;
  const said = {
    count: data.passages.length,
    page: best?.page ?? 0,
    text: (best?.text ?? '').slice(0, maxPassageChars),
  };
  return answered('ask_document_question', best ? say('passages', locale, said) : say('none', locale), data);
};

export const showDocument = async (turn: Turn): Promise<Done> => {
  const { locale } = turn.input;
  const documentId = await documentOf(turn);
  if (documentId === null) return needs('document');
  const document = await turn.call(documentEndpoints.get, { params: { id: documentId }, signal: turn.signal });
  const { id, fileName, state, lineCount } = document;
  const said = { name: fileName, state, lines: lineCount };
  return answered('process_document', say('documentState', locale, said), {
    documentId: id,
    fileName,
    state,
    lineCount,
  });
};

export const showQuote = async (turn: Turn): Promise<Done> => {
  const { locale } = turn.input;
  const documentId = await documentOf(turn);
  if (documentId === null) return needs('document');
  const { quote, state } = await turn.call(documentEndpoints.get, { params: { id: documentId }, signal: turn.signal });
  if (!quote) return answered('generate_quote', say('noQuote', locale, { state }), { documentId, quote: null });
  const { number, preparation, lineCount: lines, openCount: open } = quote;
  const message = say('quoteState', locale, { number, state: preparation, lines, open });
  return answered('generate_quote', message, { documentId, quote });
};

/** Finds the one product that is meant and asks; deletes nothing. */
export const proposeDelete = async (turn: Turn): Promise<Done> => {
  const { locale } = turn.input;
  const { sku, product } = turn.entities;
  if (sku === undefined && product === undefined) return needs('sku');
  const { items } = await findProducts(turn);
  const active = items.filter(({ active }) => active);
  const exact = active.filter((each) => each.sku.toLowerCase() === sku?.toLowerCase());
  const [only, ...more] = exact.length > 0 ? exact : active;
  const nothing = { outcome: 'needs_details', tool: null, data: null, missing: ['sku' as const] } as const;
  if (!only) return { ...nothing, message: say('none', locale), missing: ['sku'] };
  if (more.length > 0)
    return { ...nothing, message: say('ambiguous', locale, { names: names(active.map(title)) }), missing: ['sku'] };
  const { id, version, name } = only;
  const message = say('confirmDelete', locale, { name, sku: only.sku });
  const proposal: Proposal = { tool: 'delete_product', arguments: { id, version } };
  return { message, outcome: 'needs_confirmation', tool: null, data: { product: only }, proposal };
};

/** What was proposed and said yes to, of exactly the version that was shown. */
export const deleteConfirmed = async (turn: Turn, { arguments: { id, version } }: Proposal): Promise<Done> => {
  const body = { active: false, version };
  const product = await turn.call(catalogEndpoints.update, { params: { id }, body, signal: turn.signal });
  const { name, sku } = product;
  return answered('delete_product', say('deleted', turn.input.locale, { name, sku }), { product });
};
