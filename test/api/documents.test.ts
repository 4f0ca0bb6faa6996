import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  documentEndpoints,
  type Document,
  type DocumentState,
  type DocumentSummary,
} from '../../contracts/documents.ts';
import { eventEndpoints } from '../../contracts/events.ts';
import { CallError, createCaller } from '../../contracts/kernel/client.ts';
import { quoteEndpoints } from '../../contracts/quotes.ts';
import { createTemporalClient } from '../../temporal/client.ts';
import { requestPdf } from '../builders/request-pdf.ts';
import { pdf, zip } from '../documents/file-builders.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { quoteOf, readDocument, uploadBytes } from '../harness/requests.ts';
import { until } from '../harness/until.ts';

let running: TestPlatform;
let longPdf: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  [running, longPdf] = await Promise.all([startTestPlatform(), requestPdf({ pages: 150, linesPerPage: 4 })]);
});
afterAll(() => running?.[Symbol.asyncDispose]());

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
const request = (name: string): Uint8Array<ArrayBuffer> =>
  text(`Request for quotation ${name}\n\n4 pcs  HX-100  hexagon screw M8\n`);
const send = (program: TestProgram, name: string, bytes: Uint8Array<ArrayBuffer>) =>
  uploadBytes(running.url, program, name, bytes);
const get = (program: TestProgram, id: string): Promise<Document> =>
  program.call(documentEndpoints.get, { params: { id } });
const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof CallError ? `${error.status} ${error.code}` : 'not refused';
};
const workflowState = async (documentId: string): Promise<string> => {
  await using client = createTemporalClient({ address: running.platform.temporalAddress, namespace: 'default' });
  return (await client.workflow.getHandle(`document-${documentId}`).describe()).status.name;
};
/** Processes that the worker started to parse documents. */
const parsers = async (): Promise<string[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const below = (pid: string): string[] =>
    rows.filter(([, parent]) => parent === pid).flatMap(([child = '']) => [child, ...below(child)]);
  return below(String(running.platform.worker.pid)).filter((pid) =>
    rows.some(([each, , ...args]) => each === pid && args.join(' ').includes('extract')),
  );
};
/** Uploads a long document and waits until its pages come in. */
const readingHalfway = async (program: TestProgram) => {
  const upload = await send(program, 'long.pdf', longPdf);
  await until(
    'a first page',
    async () => {
      const { state, done, total } = await get(program, upload.documentId);
      return state === 'processing' && done > 0 && done < total;
    },
    { everyMs: 5 },
  );
  return upload;
};
const foldersOf = ({ workspaceId }: TestProgram): Promise<string[]> =>
  readdir(join(running.platform.dataDir, 'files', workspaceId)).catch(() => []);

describe('a document that is being read', () => {
  test('stops when it is cancelled: no quote, no process; and is read from the start when it is retried', async () => {
    const program = await running.program();
    const { documentId } = await readingHalfway(program);
    expect(await parsers()).not.toEqual([]);
    const params = { id: documentId };
    expect((await program.call(documentEndpoints.cancel, { params })).state).toBe('cancelled');
    await until('the end', async () => (await workflowState(documentId)) === 'CANCELLED');
    await until('no parser', async () => (await parsers()).length === 0);
    expect(await get(program, documentId)).toMatchObject({ state: 'cancelled', quote: null, lineCount: 0 });
    expect((await program.call(quoteEndpoints.list)).items).toEqual([]);
    expect(await codeOf(program.call(documentEndpoints.cancel, { params }))).toBe('409 document_busy');

    expect((await program.call(documentEndpoints.retry, { params })).id).toBe(documentId);
    expect(await readDocument(program, documentId)).toMatchObject({ state: 'ready', partCount: 150, lineCount: 600 });
    const { items } = await program.call(eventEndpoints.list, {
      query: { subject: `document:${documentId}`, limit: 1_000 },
    });
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
    expect(await codeOf(program.call(documentEndpoints.retry, { params }))).toBe('409 document_busy');
  });

  test('is read again when the retry comes at the moment of the cancellation', async () => {
    const program = await running.program();
    const { documentId } = await readingHalfway(program);
    await program.call(documentEndpoints.cancel, { params: { id: documentId } });
    await program.call(documentEndpoints.retry, { params: { id: documentId } });
    expect(await readDocument(program, documentId)).toMatchObject({ state: 'ready', lineCount: 600 });
  });

  test('leaves nothing when it is deleted', async () => {
    const program = await running.program();
    const { id, documentId } = await readingHalfway(program);
    await program.call(documentEndpoints.delete, { params: { id: documentId } });
    expect(await codeOf(get(program, documentId))).toBe('404 document_not_found');
    const subject = `document:${documentId}`;
    expect(await codeOf(program.call(eventEndpoints.list, { query: { subject } }))).toBe('404 subject_not_found');
    const file = await fetch(`${running.url}/api/v1/files/download/${id}`, { headers: program.headers });
    expect(file.status).toBe(404);
    await until('the end', async () => (await workflowState(documentId)) !== 'RUNNING');
    await until('no parser', async () => (await parsers()).length === 0);
    await until('no folder', async () => (await foldersOf(program)).length === 0);
    await until(
      'no event',
      async () => (await running.stores.events.after(program.workspaceId, subject, 0, 10)).items.length === 0,
    );
    expect((await program.call(quoteEndpoints.list)).items).toEqual([]);
  });
});

describe('the list', () => {
  const fill = async (count: number) => {
    const program = await running.program();
    for (let index = 0; index < count; index += 1) await send(program, `row ${index}.txt`, request(`row ${index}`));
    return program;
  };

  test('is paged without a gap or a repetition while new documents arrive', async () => {
    const program = await fill(9);
    const seen: DocumentSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await program.call(documentEndpoints.list, { query: { limit: 2, ...(cursor && { cursor }) } });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      if (seen.length < 9) await send(program, `late ${seen.length}.txt`, request(`late ${seen.length}`));
    } while (cursor !== undefined);
    expect(seen.map(({ fileName }) => fileName)).toEqual(
      Array.from({ length: 9 }, (_, index) => `row ${8 - index}.txt`),
    );
    expect(await codeOf(program.call(documentEndpoints.list, { query: { cursor: 'nonsense' } }))).toBe(
      '400 validation_error',
    );
  });

  test('is filtered by several states, and searched for words as they are', async () => {
    const program = await running.program();
    const good = await send(program, 'a+b (1) [x].txt', request('search'));
    const bad = await send(program, 'nothing.txt', text('Hello, how are you? All is well here.'));
    expect((await readDocument(program, good.documentId)).state).toBe('ready');
    expect((await readDocument(program, bad.documentId)).state).toBe('rejected');
    const names = async (query: { state?: DocumentState | DocumentState[]; search?: string }) =>
      (await program.call(documentEndpoints.list, { query })).items.map(({ fileName }) => fileName);
    expect(await names({ state: ['ready', 'rejected'] })).toEqual(['nothing.txt', 'a+b (1) [x].txt']);
    expect(await names({ state: 'rejected' })).toEqual(['nothing.txt']);
    expect(await names({ state: ['failed', 'cancelled'] })).toEqual([]);
    for (const search of ['a+b', '(1)', '[x]', 'A+B [X]']) expect(await names({ search })).toEqual(['a+b (1) [x].txt']);
    for (const search of ['.*', '^a', '(2', 'a.b', '$', String.raw`\w`]) expect(await names({ search })).toEqual([]);
  });
});

/** A workbook whose one sheet unpacks to 250 MB of nothing. */
const packedNothing = zip([
  {
    name: 'xl/workbook.xml',
    data: Buffer.from('<workbook><sheets><sheet name="A" sheetId="1" id="r1"/></sheets></workbook>'),
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    data: Buffer.from('<Relationships><Relationship Id="r1" Type="a/worksheet" Target="s.xml"/></Relationships>'),
  },
  { name: 'xl/s.xml', data: Buffer.concat([Buffer.from('<worksheet>'), Buffer.alloc(250_000_000, ' ')]) },
]);
const bomb = (): Buffer => packedNothing;
const encrypted = (): Buffer =>
  pdf([''], {
    trailer: '/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]',
    objects: [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`],
  });

describe('a document that cannot be read', () => {
  test.each([
    ['encrypted', () => encrypted(), /password|encrypted/i],
    ['zip_bomb', () => bomb(), /unpacks to far more/],
    [
      'no_request_lines',
      () => Buffer.from('Dear all, thank you for the lovely evening. Yours, Ann'),
      /No request lines/,
    ],
    ['corrupt', () => Buffer.from('%PDF-1.7\nthis is no PDF at all'), /damaged/],
  ] as const)('says why: %s', async (code, make, message) => {
    const program = await running.program();
    const { documentId } = await send(program, 'file', new Uint8Array(make()));
    const { state, reason, quote } = await readDocument(program, documentId);
    expect([state, reason, quote]).toEqual(['rejected', { code, message: expect.stringMatching(message) }, null]);
    await until('the end', async () => (await workflowState(documentId)) === 'COMPLETED');
  });

  test('may be tried again, and gives the same answer as a new reading', async () => {
    const program = await running.program();
    const { documentId } = await send(program, 'file.txt', text('Nothing to quote in here, my friends.'));
    const first = await readDocument(program, documentId);
    const retried = await program.call(documentEndpoints.retry, {
      params: { id: documentId },
      body: { version: first.version },
    });
    expect(retried).toMatchObject({ id: documentId, state: 'uploaded', reason: null });
    expect(await readDocument(program, documentId)).toMatchObject({ state: 'rejected', reason: first.reason });
    const stale = program.call(documentEndpoints.retry, {
      params: { id: documentId },
      body: { version: first.version },
    });
    expect(await codeOf(stale)).toBe('409 version_conflict');
  });
});

test('errors speak the language of the request', async () => {
  const { headers } = await running.program();
  const id = 'doc_00000000000000000000000000';
  const german = createCaller({
    origin: running.url,
    headers: () => ({ ...headers, 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' }),
  });
  await expect(german(documentEndpoints.get, { params: { id } })).rejects.toMatchObject({
    code: 'document_not_found',
    message: expect.stringMatching(/^Dieses Dokument/),
  });
  const french = createCaller({ origin: running.url, headers: () => ({ ...headers, 'accept-language': 'fr' }) });
  await expect(french(documentEndpoints.get, { params: { id } })).rejects.toThrow(/^This document/);
});

test('of twenty documents the good ones become quotes, whatever the poisoned ones do', async () => {
  const program = await running.program();
  const poison = [encrypted(), bomb(), Buffer.from('%PDF-1.7\nbroken'), Buffer.from('no lines at all in this one')];
  const uploads = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const bad = index % 5 === 2 ? poison[Math.floor(index / 5)] : undefined;
      const bytes = bad ? new Uint8Array(bad) : request(`twenty ${index}`);
      return { bad: bad !== undefined, ...(await send(program, `file ${index}`, bytes)) };
    }),
  );
  const states = await Promise.all(
    uploads.map(async ({ bad, documentId }) => [bad, (await readDocument(program, documentId)).state]),
  );
  expect(states.filter(([bad]) => bad === true)).toEqual(Array.from({ length: 4 }, () => [true, 'rejected']));
  expect(states.filter(([bad]) => bad === false)).toEqual(Array.from({ length: 16 }, () => [false, 'ready']));
  await Promise.all(uploads.filter(({ bad }) => !bad).map(({ documentId }) => quoteOf(program, documentId)));
  const { items } = await program.call(quoteEndpoints.list);
  expect(items).toHaveLength(16);
  expect(new Set(items.map(({ number }) => number)).size).toBe(16);
});
