import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Upload } from 'tus-js-client';
import { UploadReply } from '../../contracts/documents.ts';
import { eventEndpoints } from '../../contracts/events.ts';
import { fileEndpoints } from '../../contracts/documents.ts';
import { quoteEndpoints } from '../../contracts/quotes.ts';
import { requestPdf } from '../builders/request-pdf.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { importSampleCatalogue, quoteOf, readDocument, uploadBytes, uploadSample } from '../harness/requests.ts';
import { until } from '../harness/until.ts';

let running: TestPlatform;
beforeAll(async () => {
  running = await startTestPlatform();
});
afterAll(() => running?.[Symbol.asyncDispose]());

/** The events of a document, checked for gaps and for anything told twice. */
const eventsOf = async (program: TestProgram, documentId: string) => {
  const { items } = await program.call(eventEndpoints.list, {
    query: { subject: `document:${documentId}`, limit: 1_000 },
  });
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
  const told = items.map(({ data }) => JSON.stringify(data));
  expect(new Set(told).size).toBe(told.length);
  return items;
};

const oneQuote = async (program: TestProgram): Promise<void> => {
  const { items } = await program.call(quoteEndpoints.list);
  expect(items).toHaveLength(1);
};

describe('kill -9', () => {
  test('of the worker in the middle of a 200-page document: it is read to the end, once', async () => {
    const program = await running.program();
    const bytes = await requestPdf({ pages: 200, linesPerPage: 2 });
    const { id, documentId } = await uploadBytes(running.url, program, 'long.pdf', bytes);
    const midway = await until(
      'a page in the middle',
      async () => {
        const status = await program.call(fileEndpoints.status, { params: { id } });
        return status.done > 0 && status;
      },
      { everyMs: 5 },
    );
    running.platform.worker.kill('SIGKILL');
    expect(midway).toMatchObject({ state: 'processing', stage: 'extract', total: 200 });
    expect(midway.done).toBeLessThan(200);

    const document = await readDocument(program, documentId);
    expect(document).toMatchObject({ state: 'ready', partCount: 200, lineCount: 400 });
    expect(document.lines.map(({ partNumber }) => partNumber)).toEqual(
      Array.from({ length: 400 }, (_, index) => `HX-${String(index + 1).padStart(5, '0')}`),
    );
    expect(document.lines[0]?.description).toBe('Hexagon screw M5 x 11 zinc plated');
    await quoteOf(program, documentId);
    await oneQuote(program);
    await eventsOf(program, documentId);
  });

  test('of the API in the middle of a 60 MB upload: the upload goes on where it was, and makes one document', async () => {
    const program = await running.program();
    const bytes = Buffer.concat([
      Buffer.from('Request for quotation\n'),
      Buffer.from(randomBytes(45_000_000).toString('base64')),
    ]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    let killedAt = 0;
    let sentAgain = 0;
    let acknowledged = 0;
    const reply = await new Promise<UploadReply>((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: `${running.url}/api/v1/files/tus`,
        headers: program.headers,
        metadata: { filename: 'large.txt', filetype: 'text/plain' },
        chunkSize: 5_000_000,
        retryDelays: Array.from({ length: 240 }, () => 500),
        onChunkComplete: (_size, accepted) => {
          if (accepted <= acknowledged) sentAgain += 1;
          acknowledged = Math.max(acknowledged, accepted);
          if (killedAt > 0 || accepted < bytes.length / 2) return;
          killedAt = accepted;
          running.platform.api.kill('SIGKILL');
        },
        onError: reject,
        onSuccess: ({ lastResponse }) =>
          resolve(UploadReply.parse(JSON.parse(lastResponse.getHeader('upload-result') ?? ''))),
      });
      upload.start();
    });
    expect(killedAt).toBeGreaterThan(0);
    expect(killedAt).toBeLessThan(bytes.length);
    expect(sentAgain).toBeLessThanOrEqual(1);
    expect(reply).toMatchObject({ sha256, duplicate: false });

    const stored = await fetch(`${running.url}/api/v1/files/download/${reply.id}`, { headers: program.headers });
    const storedSha256 = createHash('sha256')
      .update(new Uint8Array(await stored.arrayBuffer()))
      .digest('hex');
    expect(storedSha256).toBe(sha256);
    await readDocument(program, reply.documentId);
  });
});

test('an upload while Temporal is down is accepted, and read once Temporal is back', async () => {
  const program = await running.program();
  await importSampleCatalogue(running.url, program);
  running.platform.temporal.kill('SIGKILL');
  const { documentId } = await uploadSample(running.url, program, 'calloway.txt');
  await running.platform.temporal.waitReady();
  const quote = await quoteOf(program, documentId);
  expect(quote.lines).toHaveLength(5);
  await oneQuote(program);
  await eventsOf(program, documentId);
});

test('a restart of everything finds a review where it was', async () => {
  const program = await running.program();
  await importSampleCatalogue(running.url, program);
  const { documentId } = await uploadSample(running.url, program, 'tannhofer.xlsx');
  const before = await quoteOf(program, documentId);
  expect(before.preparation).toBe('review');
  for (const part of ['worker', 'temporal', 'api'] as const) running.platform[part].kill('SIGKILL');
  await Promise.all((['worker', 'temporal', 'api'] as const).map((part) => running.platform[part].waitReady()));

  let quote = await quoteOf(program, documentId);
  for (const line of quote.lines.filter(({ decision }) => decision === 'open'))
    quote = await program.call(quoteEndpoints.changeLine, {
      params: { id: quote.id, lineId: line.id },
      body: { version: quote.version, excluded: true },
    });
  const { id, version } = quote;
  await until('the confirmation', () => program.call(quoteEndpoints.confirm, { params: { id }, body: { version } }));
  await until(
    'the PDF',
    async () => (await program.call(quoteEndpoints.get, { params: { id } })).preparation === 'ready',
  );
  await oneQuote(program);
});
