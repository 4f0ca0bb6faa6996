import type { Proposal } from '../../../../contracts/assistant.ts';
import { type Document, documentEndpoints, DocumentId, type DocumentSummary } from '../../../../contracts/documents.ts';
import { quoteEndpoints } from '../../../../contracts/quotes.ts';
import { waitUntil } from '../../../wait-until.ts';
import { askDocument } from '../ask-document-question.ts';
import { generateQuote } from '../generate-quote.ts';
import { say } from './assistant-words.ts';
import { answered, type Done, maxSearchChars, needs, proposed, type Turn } from './assistant-turn.ts';

const maxPassageChars = 400;
/** Below the minute that clients usually wait for a tool. */
const readingWaitMs = 40_000;
const newest = /\b(?:last|latest|newest|most recent|letzte[nmrs]?|neue?ste[nmrs]?|jüngste[nmrs]?)\b/iu;
const wantsSending = /\b(?:send|mail|e-mail|email|schick\w*|sende\w*|versende\w*)\b/iu;
const wantsPdf = /\b(?:confirm|finish|approve|bestätig\w*|abschließ\w*|freigeben)\b/iu;

/** The document that a message is about: by id, by what it names, that of the context, or the newest one (of a customer). */
const documentOf = async (turn: Turn): Promise<{ id: string } | Done> => {
  const { call, input, entities, signal } = turn;
  const { locale, message, context } = input;
  const id = DocumentId.safeParse(entities.document);
  if (id.success) return { id: id.data };
  const first = async (search?: string): Promise<DocumentSummary | undefined> => {
    const query = { limit: 1, ...(search !== undefined && { search: search.slice(0, maxSearchChars) }) };
    return (await call(documentEndpoints.list, { query, signal })).items[0];
  };
  const named = entities.document ?? entities.sku;
  const { customer } = entities;
  if (named === undefined && context.documentId !== undefined && !newest.test(message))
    return { id: context.documentId };
  const search = named ?? customer;
  if (search === undefined && !newest.test(message)) return needs('document');
  // What is named and is not there is not replaced by another one.
  return (await first(search)) ?? { ...needs(), message: say('noDocument', locale, { named: search ?? '' }) };
};

const isDone = (found: { id: string } | Done): found is Done => 'outcome' in found;

export const askAboutDocument = async (turn: Turn): Promise<Done> => {
  const { locale, message } = turn.input;
  const document = await documentOf({ ...turn, entities: turn.entities.document ? turn.entities : {} });
  if (isDone(document)) return document;
  const question = (turn.entities.document ? message.replace(turn.entities.document, ' ') : message).slice(0, 500);
  const data = await askDocument(turn.call, { documentId: document.id, question }, turn.signal);
  const [best] = data.passages;
  const said = {
    count: data.passages.length,
    page: best?.page ?? 0,
    text: (best?.text ?? '').slice(0, maxPassageChars),
  };
  const told = best ? say('passages', locale, said) : say('none', locale);
  return answered('ask_document_question', told, data, [document.id]);
};

const readAgain: ReadonlySet<Document['state']> = new Set<Document['state']>([
  'needs_attention',
  'failed',
  'cancelled',
]);
const isReading = ({ state }: Pick<Document, 'state'>): boolean => state === 'uploaded' || state === 'processing';

/** The document once it is read; one whose reading came to nothing is read again. */
const processed = async ({ call, signal }: Turn, id: string): Promise<Document> => {
  const look = () => call(documentEndpoints.get, { params: { id }, signal });
  const { state, version } = await look();
  if (readAgain.has(state)) await call(documentEndpoints.retry, { params: { id }, body: { version }, signal });
  const until = performance.now() + readingWaitMs;
  return await waitUntil({ look, isDone: (document) => !isReading(document), until, signal });
};

export const processDocument = async (turn: Turn): Promise<Done> => {
  const found = await documentOf(turn);
  if (isDone(found)) return found;
  const { id, fileName, state, lineCount, quote, reason } = await processed(turn, found.id);
  const said = { name: fileName, state, lines: lineCount, reason: reason?.message ?? '' };
  const message = say('documentState', turn.input.locale, said).trim();
  const data = { documentId: id, fileName, state, lineCount, quote };
  return answered('process_document', message, data, [id, ...(quote ? [quote.id] : [])]);
};

/** Process → match → price in one turn: answers with the quote of a document, made now if there is none yet. */
export const makeQuote = async (turn: Turn): Promise<Done> => {
  const { locale, message } = turn.input;
  const found = await documentOf(turn);
  if (isDone(found)) return found;
  const document = await processed(turn, found.id);
  const quoteId = await quoteOf(turn, document);
  if (quoteId === null) {
    const { state, reason } = document;
    const told = say('noQuote', locale, { state, reason: reason?.message ?? '' }).trim();
    return answered('generate_quote', told, { documentId: document.id, quote: null }, [document.id]);
  }
  const read = () => generateQuote(turn.call, { quoteId, confirm: false }, { signal: turn.signal });
  const prepared = await read();
  const version = wantsPdf.test(message) && canFinish(prepared) ? await versionOf(turn, quoteId) : null;
  // What is shown is read after the version: a yes is refused when the quote changed since.
  const quote = version === null ? prepared : await read();
  const data = { documentId: document.id, fileName: document.fileName, quote };
  const told = [quoteSentence(turn, quote), otherCustomer(turn, document)];
  if (wantsSending.test(message)) told.push(say('notSent', locale));
  const ids = [document.id, quoteId];
  if (version !== null && canFinish(quote)) {
    const proposal: Proposal = { tool: 'generate_quote', arguments: { quoteId, version } };
    return { ...proposed([...told, say('confirmQuote', locale)].join(' '), data, proposal), ids };
  }
  return answered('generate_quote', told.filter(Boolean).join(' '), data, ids);
};

/** Of a document that was read: its quote, which was given up or lost at most. Null when there is none to be made. */
const quoteOf = async ({ call, signal }: Turn, { id, state, quote }: Document): Promise<string | null> => {
  if (!quote) {
    if (state !== 'ready') return null;
    return (await call(quoteEndpoints.prepare, { body: { documentId: id }, signal })).id;
  }
  const isLost = quote.preparation === 'failed' || quote.preparation === 'cancelled';
  if (isLost) await call(quoteEndpoints.retry, { params: { id: quote.id }, signal });
  return quote.id;
};

type Quote = Awaited<ReturnType<typeof generateQuote>>;

const canFinish = ({ preparation, openLines }: Quote): boolean => preparation === 'review' && openLines.length === 0;

const versionOf = async ({ call, signal }: Turn, id: string): Promise<number> =>
  (await call(quoteEndpoints.get, { params: { id }, signal })).version;

const quoteSentence = ({ input: { locale } }: Turn, quote: Quote): string => {
  const { number, preparation: state, lineCount: lines, openLines, totals, currency, quoteId } = quote;
  const said = say('quoteState', locale, { number, state, lines, open: openLines.length });
  const total = totals ? say('quoteTotal', locale, { total: totals.payable, currency }) : '';
  const open = openLines.length > 0 ? say('quoteOpen', locale, { page: `/quotes/${quoteId}` }) : '';
  return [said, total, open].filter(Boolean).join(' ');
};

/** A quote is for whom its document says: another name in the message changes nothing by itself. */
const otherCustomer = ({ input: { locale }, entities }: Turn, { customerName }: Document): string => {
  const asked = entities.customer;
  const known = customerName?.toLowerCase() ?? '';
  if (asked === undefined || known.includes(asked.toLowerCase())) return '';
  return say('otherCustomer', locale, { asked, name: customerName ?? '–' });
};

/** Finishes the review of exactly the version that was shown, and waits for the PDF. */
export const confirmQuote = async (
  turn: Turn,
  { arguments: { quoteId, version } }: Extract<Proposal, { tool: 'generate_quote' }>,
): Promise<Done> => {
  const { call, signal } = turn;
  await call(quoteEndpoints.confirm, { params: { id: quoteId }, body: { version }, signal });
  const quote = await generateQuote(call, { quoteId, confirm: false }, { signal });
  return answered('generate_quote', quoteSentence(turn, quote), { quote }, [quoteId]);
};
