import { z } from 'zod';
import { ContentPart, DocumentKind, ReadFields, ReadLine } from './document-reading.ts';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { CurrencyCode, Decimal, id, Instant, text } from './kernel/scalars.ts';
import { Preparation } from './quote-preparation.ts';

export const DocumentId = id('doc');
export const DocumentState = z.enum([
  'uploaded',
  'processing',
  'ready',
  'needs_attention',
  'rejected',
  'failed',
  'cancelled',
]);
export type DocumentState = z.infer<typeof DocumentState>;

/** What is happening while a document is `processing`. */
export const ReadingStage = z.enum(['waiting', 'extract', 'recognise', 'done']);
export type ReadingStage = z.infer<typeof ReadingStage>;

/** Why a document could not be used: a code for programs, a sentence for people. */
export const Reason = z.strictObject({ code: z.string(), message: z.string() });
export type Reason = z.infer<typeof Reason>;

/** The quote that a request became, as the list of requests shows it. */
export const QuoteSummary = z.strictObject({
  id: id('quo'),
  number: z.string(),
  preparation: Preparation,
  lineCount: z.number().int(),
  matchedCount: z.number().int(),
  openCount: z.number().int(),
  total: Decimal.nullable(),
  currency: CurrencyCode,
});
export type QuoteSummary = z.infer<typeof QuoteSummary>;

const documentFields = {
  id: DocumentId,
  fileId: id('fil'),
  fileName: z.string(),
  sizeBytes: z.number().int(),
  sha256: z.string(),
  kind: DocumentKind.nullable(),
  state: DocumentState,
  stage: ReadingStage,
  /** Pages or sheets read so far, and how many there are (0 until known). */
  done: z.number().int(),
  total: z.number().int(),
  reason: Reason.nullable(),
  customerName: z.string().nullable(),
  reference: z.string().nullable(),
  lineCount: z.number().int(),
  uploadedBy: z.strictObject({ id: z.string(), name: z.string() }),
  quote: QuoteSummary.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
};

/** A row of the list of requests. */
export const DocumentSummary = z.strictObject(documentFields);
export type DocumentSummary = z.infer<typeof DocumentSummary>;

/** A document with what was read from it. */
export const Document = z.strictObject({
  ...documentFields,
  fields: ReadFields.nullable(),
  lines: z.array(ReadLine),
  warnings: z.array(z.string()),
  partCount: z.number().int(),
});
export type Document = z.infer<typeof Document>;

/** `GET /api/v1/files/status/:id` and what `document_progress` events carry (spec row A2). */
export const DocumentStatus = z.strictObject({
  id: z.string(),
  documentId: DocumentId,
  state: DocumentState,
  stage: ReadingStage,
  done: z.number().int(),
  total: z.number().int(),
});
export type DocumentStatus = z.infer<typeof DocumentStatus>;

export const UploadReply = z.strictObject({
  /** File id. */
  id: id('fil'),
  sha256: z.string(),
  documentId: DocumentId,
  /** True when the same bytes were there already; the ids are those of the first upload. */
  duplicate: z.boolean(),
});
export type UploadReply = z.infer<typeof UploadReply>;

const DocumentParams = z.strictObject({ id: DocumentId });
const Versioned = z.strictObject({ version: z.number().int().optional() });

export const documentEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/documents',
    summary: 'List requests, newest first',
    access: 'documents:read',
    query: PageQuery.extend({
      state: z.union([DocumentState, z.array(DocumentState).max(7)]).optional(),
      /** Words that the file name, customer or reference must hold. */
      search: text(200).optional(),
      sort: z.enum(['-createdAt', 'createdAt']).default('-createdAt'),
    }),
    reply: pageOf(DocumentSummary),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/v1/documents/:id',
    summary: 'A document with its fields and lines',
    access: 'documents:read',
    params: DocumentParams,
    reply: Document,
  }),
  part: endpoint({
    method: 'get',
    path: '/api/v1/documents/:id/parts/:index',
    summary: 'One page, sheet or mail body as it was extracted',
    access: 'documents:read',
    params: DocumentParams.extend({ index: z.coerce.number().int().min(0).max(100_000) }),
    reply: ContentPart,
  }),
  retry: endpoint({
    method: 'post',
    path: '/api/v1/documents/:id/retry',
    summary: 'Read a failed, rejected or cancelled document again',
    access: 'documents:write',
    status: 202,
    params: DocumentParams,
    body: Versioned.optional(),
    reply: DocumentSummary,
  }),
  cancel: endpoint({
    method: 'post',
    path: '/api/v1/documents/:id/cancel',
    summary: 'Stop reading a document',
    access: 'documents:write',
    status: 202,
    params: DocumentParams,
    body: Versioned.optional(),
    reply: DocumentSummary,
  }),
  delete: endpoint({
    method: 'delete',
    path: '/api/v1/documents/:id',
    summary: 'Delete a document, its file and what was read from it',
    access: 'documents:write',
    status: 204,
    params: DocumentParams,
    reply: z.undefined(),
  }),
};

export const fileEndpoints = {
  upload: endpoint({
    method: 'post',
    path: '/api/v1/files/upload',
    summary: 'Upload a request document (multipart field "file"); reading starts at once',
    access: 'documents:write',
    limit: 'upload',
    kind: 'upload',
    status: 201,
    query: z.strictObject({
      /** Read the file again even though the same bytes were uploaded before. */
      again: z.enum(['true', 'false']).optional(),
    }),
    reply: UploadReply,
  }),
  download: endpoint({
    method: 'get',
    path: '/api/v1/files/download/:id',
    summary: 'The file as it was uploaded',
    access: 'documents:read',
    kind: 'download',
    params: z.strictObject({ id: id('fil') }),
    reply: z.undefined(),
  }),
  status: endpoint({
    method: 'get',
    path: '/api/v1/files/status/:id',
    summary: 'How far the reading of a file is',
    access: 'documents:read',
    params: z.strictObject({ id: id('fil') }),
    reply: DocumentStatus,
  }),
};
