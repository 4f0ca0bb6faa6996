import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import {
  documentEndpoints,
  DocumentId,
  DocumentState,
  fileEndpoints,
  ReadingStage,
  Reason,
  type DocumentStatus,
  UploadReply,
} from '../../../contracts/documents.ts';
import { text } from '../../../contracts/kernel/scalars.ts';
import { QuoteId } from '../../../contracts/quotes.ts';
import type { Platform } from '../../platform.ts';
import { sendFile } from '../../send-file.ts';
import { pieceMs, taskPieceOf, UnfinishedCall } from '../../task-piece.ts';
import { answer } from '../../tool-answer.ts';
import { waitUntil } from '../../wait-until.ts';
import { progressReporter } from './report-progress.ts';

const maxBytes = 10_000_000;
const maxBase64Chars = Math.ceil(maxBytes / 3) * 4;

const isBase64 = (value: string): boolean =>
  value.length > 0 && value.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(value.replace(/={1,2}$/, ''));

const Input = z
  .strictObject({
    fileName: text(200)
      .refine((name) => !/[/\\]/.test(name), 'must be a name without folders')
      .describe('Name with its ending, such as request.pdf'),
    text: z
      .string()
      .min(1)
      .max(maxBytes)
      .refine((value) => Buffer.byteLength(value) <= maxBytes, 'must be at most 10 MB')
      .optional()
      .describe('The document itself when it is plain text, CSV or a mail'),
    contentBase64: z
      .string()
      .max(maxBase64Chars)
      .refine(isBase64, 'must be base64 with padding')
      .refine((value) => Buffer.byteLength(value, 'base64') <= maxBytes, 'must be at most 10 MB decoded')
      .optional()
      .describe('The document itself in base64, at most 10 MB decoded'),
    waitSeconds: z
      .int()
      .min(0)
      .max(120)
      .default(60)
      .describe('How long to wait for the reading; as a task it is waited for as long as it takes'),
  })
  .refine((input) => (input.text === undefined) !== (input.contentBase64 === undefined), {
    message: 'give exactly one of text and contentBase64',
  });
type Input = z.output<typeof Input>;

const Output = z.strictObject({
  documentId: DocumentId,
  /** The same bytes were there already; this is the first upload of them. */
  duplicate: z.boolean(),
  state: DocumentState,
  stage: ReadingStage,
  /** False when the reading was still going on when the waiting time was over. */
  settled: z.boolean(),
  reason: Reason.nullable(),
  lineCount: z.int(),
  customerName: z.string().nullable(),
  reference: z.string().nullable(),
  quoteId: QuoteId.nullable(),
});

export const registerProcessDocument = (server: McpServer, platform: Platform): void => {
  const tool = server.registerTool(
    'process_document',
    {
      title: 'Process a document',
      description:
        'Uploads a request document (PDF, Excel, CSV, mail, Word or text) and waits until it is read. Give exactly one of text and contentBase64. As a task it is backed by the reading of the document: cancelling it stops the reading. When settled is false, read throughline://documents/{id} later. quoteId may still be null right after the reading: generate_quote with the documentId waits for it.',
      inputSchema: Input,
      outputSchema: Output,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    (input, ctx) => answer(() => processDocument(platform, input, ctx), taskPieceOf(ctx)),
  );
  tool.execution = { taskSupport: 'optional' };
};

const processDocument = async (
  platform: Platform,
  input: Input,
  ctx: ServerContext,
): Promise<z.output<typeof Output>> => {
  const { signal } = ctx.mcpReq;
  const content = new Blob([input.text ?? Buffer.from(input.contentBase64 ?? '', 'base64')]);
  const { path } = fileEndpoints.upload;
  const piece = taskPieceOf(ctx);
  const sending = { path, fileName: input.fileName, content, signal, idempotencyKey: piece?.taskId };
  const upload = UploadReply.parse(await sendFile(platform, sending));
  // A reading that an earlier upload of the same bytes began is not this call's to stop.
  const begun = upload.duplicate ? null : upload.documentId;
  if (piece && piece.worksOn !== begun) throw new UnfinishedCall(begun);
  try {
    const until = performance.now() + (piece ? pieceMs : input.waitSeconds * 1_000);
    const settled = isSettled(await followReading(platform, upload, until, ctx));
    if (piece && !settled) throw new UnfinishedCall(begun);
    const document = await platform.call(documentEndpoints.get, { params: { id: upload.documentId }, signal });
    const { state, stage, reason, lineCount, customerName, reference, quote } = document;
    return {
      documentId: upload.documentId,
      duplicate: upload.duplicate,
      state,
      stage,
      settled: settled && isSettled(document),
      reason,
      lineCount,
      customerName,
      reference,
      quoteId: quote?.id ?? null,
    };
  } catch (error) {
    // Of a task nobody waits on the line: whoever cancels it stops the reading.
    if (signal.aborted && !piece && begun !== null) await stopReading(platform, begun);
    throw error;
  }
};

const isSettled = ({ state }: Pick<DocumentStatus, 'state'>): boolean => state !== 'uploaded' && state !== 'processing';

const followReading = (
  { call }: Platform,
  { id }: UploadReply,
  until: number,
  ctx: ServerContext,
): Promise<DocumentStatus> => {
  const { signal } = ctx.mcpReq;
  const report = progressReporter(ctx);
  const look = async () => {
    const status = await call(fileEndpoints.status, { params: { id }, signal });
    await report(status);
    return status;
  };
  return waitUntil({ look, isDone: isSettled, until, signal });
};

/** Nobody waits any more. */
const stopReading = async ({ call }: Platform, id: string): Promise<void> => {
  await call(documentEndpoints.cancel, { params: { id } }).catch(() => {});
};
