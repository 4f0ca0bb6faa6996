import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload as TusUpload } from '@tus/server';
import { type Request, type Response, Router } from 'express';
import type { Identity } from '../../contracts/access.ts';
import { errorTable } from '../../contracts/errors.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import type { DocumentService } from '../../domain/documents/document-service.ts';
import { newId } from '../../domain/new-id.ts';
import { contextOf, requireAccess } from '../request-context.ts';
import type { AcceptUpload } from './accept-upload.ts';
import { cleanFileName } from './clean-file-name.ts';

export const resumableUploadPath = '/api/v1/files/tus';

export interface ResumableUploadDeps {
  documents: Pick<DocumentService, 'receiptOf'>;
  acceptUpload: AcceptUpload;
  folder: string;
  maxBytes: number;
}

const keptMs = 24 * 60 * 60 * 1_000;
const sweepIntervalMs = 60 * 60 * 1_000;

type TusRequest = Parameters<NonNullable<Server['options']['onIncomingRequest']>>[0];

/** Whose request the tus server is answering: set by the route, after the permission was checked. */
type CallerOf = (request: TusRequest) => Identity;

/** The tus server: uploads belong to a workspace from their first request, and end in `acceptUpload`. */
const createTusServer = ({ acceptUpload, folder, maxBytes }: ResumableUploadDeps, callerOf: CallerOf): Server => {
  mkdirSync(folder, { recursive: true });
  const datastore = new FileStore({ directory: folder, expirationPeriodInMilliseconds: keptMs });

  const finish = async (identity: Identity, upload: TusUpload): Promise<Record<string, string>> => {
    const receipt = await acceptUpload(identity, {
      fileId: upload.id,
      localPath: join(folder, upload.id),
      fileName: cleanFileName(upload.metadata?.filename ?? ''),
      again: upload.metadata?.again === 'true',
    });
    await rm(join(folder, `${upload.id}.json`), { force: true });
    return { 'upload-result': JSON.stringify(receipt) };
  };

  return new Server({
    path: resumableUploadPath,
    datastore,
    relativeLocation: true,
    maxSize: maxBytes,
    disableTerminationForFinishedUploads: true,
    exposedHeaders: ['Upload-Result'],
    namingFunction: () => newId('fil'),
    onUploadCreate: async (request, upload) => ({
      metadata: { ...upload.metadata, workspaceId: callerOf(request).workspaceId },
    }),
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === 'POST') return;
      const upload = await datastore.getUpload(uploadId);
      if (upload.metadata?.workspaceId !== callerOf(request).workspaceId)
        throw fail('file_not_found', { fileId: uploadId });
    },
    onUploadFinish: async (request, upload) => ({ headers: await finish(callerOf(request), upload) }),
    onResponseError: (_request, error) => (error instanceof Failure ? asTusError(error) : undefined),
  });
};

/**
 * Resumable uploads by the tus protocol 1.0 (spec row A5). The upload's id is the file's id from its first byte, so
 * the end of an upload that is sent twice, or that a crash interrupts, makes one document. A finished upload answers
 * with the header `Upload-Result`: the same JSON as a multipart upload.
 */
export const resumableUploads = (deps: ResumableUploadDeps): { router: Router } & Disposable => {
  const callers = new WeakMap<object, Identity>();
  const server = createTusServer(deps, (request) => {
    const node = request.runtime?.node?.req;
    const identity = node && callers.get(node);
    if (!identity) throw fail('unauthenticated');
    return identity;
  });

  const router = Router();
  router.all(
    [resumableUploadPath, `${resumableUploadPath}/:id`],
    async (request: Request<{ id?: string }>, response: Response) => {
      const context = contextOf(response);
      const identity = await requireAccess(context.identify, 'documents:write');
      if (request.method === 'POST') await context.consume('upload', identity);
      callers.set(request, identity);
      const { id } = request.params;
      const receipt = id === undefined ? null : await deps.documents.receiptOf(identity.workspaceId, id);
      if (receipt && request.method === 'HEAD') return answerFinished(response, receipt);
      await server.handle(request, response);
    },
  );

  const sweep = setInterval(() => void server.cleanUpExpiredUploads().catch(() => undefined), sweepIntervalMs);
  sweep.unref();
  return { router, [Symbol.dispose]: () => clearInterval(sweep) };
};

/** The client lost the answer to its last bytes: it learns that all arrived, and what became of them. */
const answerFinished = (response: Response, { sizeBytes, ...receipt }: { sizeBytes: number }): void => {
  response
    .status(200)
    .set({
      'tus-resumable': '1.0.0',
      'upload-offset': String(sizeBytes),
      'upload-length': String(sizeBytes),
      'upload-result': JSON.stringify(receipt),
      'cache-control': 'no-store',
    })
    .end();
};

const asTusError = ({ code, details }: Failure): { status_code: number; body: string } => {
  const { status, message, recovery } = errorTable[code];
  return {
    status_code: status,
    body: JSON.stringify({ error: { code, message: message.en, details, recovery: recovery.en } }),
  };
};
