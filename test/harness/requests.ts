import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { catalogEndpoints } from '../../contracts/catalog.ts';
import { documentEndpoints, UploadReply, type Document } from '../../contracts/documents.ts';
import { quoteEndpoints, type Quote } from '../../contracts/quotes.ts';
import type { TestProgram } from './platform.ts';
import { until } from './until.ts';

export const samples = join(import.meta.dirname, '..', '..', 'samples');

/** Sends one file as multipart. */
export const sendFile = async (
  url: string,
  path: string,
  program: TestProgram,
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Response> => {
  const form = new FormData();
  form.append('file', new Blob([bytes]), fileName);
  return await fetch(url + path, { method: 'POST', headers: program.headers, body: form });
};

export const uploadBytes = async (
  url: string,
  program: TestProgram,
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<UploadReply> => {
  const response = await sendFile(url, '/api/v1/files/upload', program, fileName, bytes);
  if (!response.ok) throw new Error(`upload answered ${response.status}: ${await response.text()}`);
  return UploadReply.parse(await response.json());
};

export const uploadSample = async (url: string, program: TestProgram, name: string): Promise<UploadReply> =>
  uploadBytes(url, program, basename(name), new Uint8Array(await readFile(join(samples, 'requests', name))));

/** Imports the sample catalogue into the program's workspace. */
export const importSampleCatalogue = async (url: string, program: TestProgram): Promise<void> => {
  const bytes = new Uint8Array(await readFile(join(samples, 'catalogue.csv')));
  const response = await sendFile(url, catalogEndpoints.startImport.path, program, 'catalogue.csv', bytes);
  const { id } = catalogEndpoints.startImport.reply.parse(await response.json());
  await program.call(catalogEndpoints.applyImport, { params: { id } });
  await until(
    'the import',
    async () => (await program.call(catalogEndpoints.getImport, { params: { id } })).state === 'applied',
  );
};

const settled = new Set(['ready', 'needs_attention', 'rejected', 'failed', 'cancelled']);

/** The document once nothing is reading it any more. */
export const readDocument = (program: TestProgram, id: string): Promise<Document> =>
  until(`reading ${id}`, async () => {
    const document = await program.call(documentEndpoints.get, { params: { id } });
    return settled.has(document.state) && document;
  });

const waiting = new Set(['review', 'ready', 'failed', 'cancelled']);

/** The quote of a document once it waits for a person or is done. */
export const quoteOf = (program: TestProgram, documentId: string): Promise<Quote> =>
  until(`the quote of ${documentId}`, async () => {
    const { quote } = await program.call(documentEndpoints.get, { params: { id: documentId } });
    if (!quote) return null;
    const found = await program.call(quoteEndpoints.get, { params: { id: quote.id } });
    return waiting.has(found.preparation) && found;
  });
