/**
 * Records histories of our workflows from the running platform into `histories/`, for replay.test.ts. Run by hand when a
 * workflow changes in a way that old runs may see:
 *
 *   node test/workflows/record-histories.ts [label]
 *
 * The label (a version or a date) goes into the file names. Keep the older files as long as runs of that age may exist.
 */
import { rename } from 'node:fs/promises';
import { documentEndpoints, fileEndpoints } from '../../contracts/documents.ts';
import { quoteEndpoints, type Quote } from '../../contracts/quotes.ts';
import { originalKey } from '../../domain/documents/document-keys.ts';
import { createTemporalClient } from '../../temporal/client.ts';
import { createOperations } from '../../temporal/operations/operations.ts';
import { processDocumentId } from '../../workflows/documents/process-document.messages.ts';
import { prepareQuoteId } from '../../workflows/quotes/prepare-quote.messages.ts';
import { requestPdf } from '../builders/request-pdf.ts';
import { startTestPlatform } from '../harness/platform.ts';
import { importSampleCatalogue, quoteOf, readDocument, uploadBytes } from '../harness/requests.ts';
import { until } from '../harness/until.ts';
import { historyRecorder } from './record-history.ts';

await using running = await startTestPlatform();
const { url, stores } = running;
const program = await running.program();
const { call, workspaceId } = program;
await importSampleCatalogue(url, program);
await using client = createTemporalClient({ address: running.platform.temporalAddress, namespace: 'default' });

const record = historyRecorder(client);

const upload = (fileName: string, content: string) =>
  uploadBytes(url, program, fileName, new TextEncoder().encode(content));
const confirm = ({ id, version }: Quote): Promise<Quote> =>
  call(quoteEndpoints.confirm, { params: { id }, body: { version } });
const prepared = (id: string) =>
  until(`the PDF of ${id}`, async () => {
    const quote = await call(quoteEndpoints.get, { params: { id } });
    return quote.preparation === 'ready' && quote;
  });

const head = 'Item;Part Number;Description;Quantity;UoM\n1;OF-1-101;Copy paper A4 80 g;200;ream\n';
const known = `${head}2;EL-1-101;miniature circuit breaker B6 A 1-pole;3;pcs\n`;
const unknown = `${head}2;;Inflatable garden flamingo, life size;3;pcs\n`;

/** A request that the catalogue answers by itself. */
const withoutReview = async (): Promise<Quote> => {
  const { documentId } = await upload('known.csv', known);
  const quote = await quoteOf(program, documentId);
  await prepared(quote.id);
  await record('process-document-done', processDocumentId({ documentId }));
  await record('prepare-quote-without-review', prepareQuoteId({ quoteId: quote.id }));
  return await call(quoteEndpoints.get, { params: { id: quote.id } });
};

/** A person changes the finished quote, which opens the review again in a run of its own. */
const reopened = async (quote: Quote): Promise<void> => {
  const [line] = quote.lines;
  if (!line) throw new Error('the quote has no line');
  await call(quoteEndpoints.changeLine, {
    params: { id: quote.id, lineId: line.id },
    body: { version: quote.version, quantity: '7' },
  });
  // The workflow takes the reopened quote over, which may change it once more.
  await until('the review', async () => await confirm(await call(quoteEndpoints.get, { params: { id: quote.id } })));
  await prepared(quote.id);
  await record('prepare-quote-reopened', prepareQuoteId({ quoteId: quote.id }));
};

const quoteInReview = async (fileName: string, request: string): Promise<Quote> => {
  const { documentId } = await upload(fileName, request);
  const quote = await quoteOf(program, documentId);
  if (quote.preparation !== 'review') throw new Error(`expected a review, not ${quote.preparation}`);
  return quote;
};

/** A request with lines that a person leaves out before confirming the rest. */
const withReview = async (): Promise<void> => {
  let quote = await quoteInReview('unknown-1.csv', unknown);
  for (const { id: lineId, decision } of quote.lines)
    if (decision === 'open')
      quote = await call(quoteEndpoints.changeLine, {
        params: { id: quote.id, lineId },
        body: { version: quote.version, excluded: true },
      });
  await confirm(quote);
  await prepared(quote.id);
  await record('prepare-quote-with-review', prepareQuoteId({ quoteId: quote.id }));
};

const cancelledQuote = async (): Promise<void> => {
  const quote = await quoteInReview('unknown-2.csv', `${unknown}3;;Singing garden gnome;1;pcs\n`);
  await call(quoteEndpoints.cancel, { params: { id: quote.id } });
  await record('prepare-quote-cancelled', prepareQuoteId({ quoteId: quote.id }));
};

const rejected = async (): Promise<void> => {
  const { documentId } = await upload('poem.txt', 'Roses are red,\nviolets are blue.\n');
  await record('process-document-rejected', processDocumentId({ documentId }));
};

const cancelledDocument = async (): Promise<string> => {
  const { id, documentId } = await uploadBytes(
    url,
    program,
    'long.pdf',
    await requestPdf({ pages: 60, linesPerPage: 8 }),
  );
  const begun = async () => (await call(fileEndpoints.status, { params: { id } })).done > 0;
  await until('the first page', begun, { everyMs: 5 });
  await call(documentEndpoints.cancel, { params: { id: documentId } });
  await record('process-document-cancelled', processDocumentId({ documentId }));
  return documentId;
};

/** The file is away while a document is read again; an operator retries the step once it is back. */
const retriedStep = async (documentId: string): Promise<void> => {
  const workflowId = processDocumentId({ documentId });
  const path = await stores.blobs.localPath(originalKey({ workspaceId, id: documentId }));
  if (!path) throw new Error('the original is not on this disk');
  await rename(path, `${path}.away`);
  await call(documentEndpoints.retry, { params: { id: documentId } });
  await readDocument(program, documentId);
  await record('process-document-failed', workflowId);
  await rename(`${path}.away`, path);
  const operations = createOperations({
    client,
    labelOf: async () => null,
    watch: { nudge: () => undefined },
    log: { info: () => undefined },
    now: () => new Date(),
  });
  const { runId, cause } = await operations.get(workspaceId, workflowId);
  console.log(`cause: ${cause}`);
  await operations.retryStep({ workspaceId, id: 'usr_recorder', name: 'Recorder' }, workflowId, runId);
  await record('process-document-retried', workflowId);
  const { state } = await readDocument(program, documentId);
  if (state !== 'ready') throw new Error(`expected a document that is ready, not ${state}`);
};

const quote = await withoutReview();
await reopened(quote);
await withReview();
await cancelledQuote();
await rejected();
await retriedStep(await cancelledDocument());
