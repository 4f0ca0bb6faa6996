import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload as TusUpload } from '@tus/server';
import { type Request, type Response, Router } from 'express';
import type { Identity } from '../../contracts/access.ts';
import type { UploadReply } from '../../contracts/documents.ts';
import { errorTable } from '../../contracts/errors.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import type { DocumentService } from '../../domain/documents/document-service.ts';
import { newId } from '../../domain/new-id.ts';
import { contextOf, requireAccess } from '../request-context.ts';
import type { AcceptUpload } from './accept-upload.ts';
import { cleanFileName } from './clean-file-name.ts';
import { toUploadFailure } from './to-upload-failure.ts';

export const resumableUploadPath = '/api/v1/files/tus';

export interface ResumableUploadDeps {
  documents: Pick<DocumentService, 'receiptOf'>;
  acceptUpload: AcceptUpload;
  folder: string;
  maxBytes: number;
}

const keptMs = 24 * 60 * 60 * 1_000;
const sweepIntervalMs = 60 * 60 * 1_000;
const uploadId = /^fil_[0-9a-z]{26}$/;

type TusRequest = Parameters<NonNullable<Server['options']['onIncomingRequest']>>[0];

/** Whose request the tus server is answering: set by the route, after the permission was checked. */
type CallerOf = (request: TusRequest) => Identity;

type Finish = (identity: Identity, upload: TusUpload) => Promise<UploadReply>;

/** Hands a complete upload on. Its file stays while the platform cannot take it, and goes when it is taken or refused. */
const createFinish = ({ acceptUpload, folder }: ResumableUploadDeps): Finish => {
  const running = new Map<string, Promise<UploadReply>>();
  const forget = async (id: string): Promise<void> => {
    for (const name of [id, `${id}.json`]) await rm(join(folder, name), { force: true });
  };
  const accept: Finish = async (identity, { id, metadata }) => {
    try {
      const receipt = await acceptUpload(identity, {
        fileId: id,
        localPath: join(folder, id),
        fileName: cleanFileName(metadata?.filename ?? ''),
        again: metadata?.again === 'true',
      });
      await forget(id);
      return receipt;
    } catch (error) {
      if (error instanceof Failure && !errorTable[error.code].retryable) await forget(id);
      throw error;
    }
  };
  // The last bytes and a question about them may come at once: both get the one answer.
  return async (identity, upload) => {
    const known = running.get(upload.id);
    if (known) return await known;
    const result = accept(identity, upload).finally(() => running.delete(upload.id));
    running.set(upload.id, result);
    return await result;
  };
};

/** The tus server: uploads belong to a workspace from their first request, and end in `finish`. */
const createTusServer = (
  { folder, maxBytes }: ResumableUploadDeps,
  datastore: FileStore,
  finish: Finish,
  callerOf: CallerOf,
): Server =>
  new Server({
    path: resumableUploadPath,
    datastore,
    relativeLocation: true,
    // Left out, every page of the web may read the answers.
    allowedOrigins: [],
    maxSize: maxBytes,
    disableTerminationForFinishedUploads: true,
    exposedHeaders: ['Upload-Result'],
    namingFunction: () => newId('fil'),
    onUploadCreate: async (request, upload) => ({
      metadata: { ...upload.metadata, workspaceId: callerOf(request).workspaceId },
    }),
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST') return;
      const upload = await datastore.getUpload(id);
      if (upload.metadata?.workspaceId !== callerOf(request).workspaceId) throw fail('file_not_found', { fileId: id });
    },
    onUploadFinish: async (request, upload) => ({
      headers: { 'upload-result': JSON.stringify(await finish(callerOf(request), upload)) },
    }),
    // Thrown on, so that it becomes the envelope of every other error.
    onResponseError: async (_request, error) => {
      const failure = await toUploadFailure(error, { folder, maxBytes });
      if (failure) throw failure;
      return undefined;
    },
  });

/**
 * Resumable uploads by the tus protocol 1.0 (spec row A5). The upload's id is the file's id from its first byte, so
 * the end of an upload that is sent twice, or that a crash interrupts, makes one document. A finished upload answers
 * with the header `Upload-Result`: the same JSON as a multipart upload.
 */
export const resumableUploads = (deps: ResumableUploadDeps): { router: Router } & Disposable => {
  const { documents, folder } = deps;
  mkdirSync(folder, { recursive: true });
  const datastore = new FileStore({ directory: folder, expirationPeriodInMilliseconds: keptMs });
  const finish = createFinish(deps);
  const callers = new WeakMap<object, Identity>();
  const server = createTusServer(deps, datastore, finish, (request) => {
    const node = request.runtime?.node?.req;
    const identity = node && callers.get(node);
    if (!identity) throw fail('unauthenticated');
    return identity;
  });

  /** What became of an upload all of whose bytes arrived; one that a crash or an outage kept from ending ends now. */
  const outcomeOf = async (identity: Identity, id: string) => {
    const receipt = await documents.receiptOf(identity.workspaceId, id);
    if (receipt) return receipt;
    const upload = await datastore.getUpload(id).catch(() => null);
    if (!upload || upload.size === undefined || upload.offset !== upload.size) return null;
    if (upload.metadata?.workspaceId !== identity.workspaceId) return null;
    return { ...(await finish(identity, upload)), sizeBytes: upload.size };
  };

  const router = Router();
  router.all(
    [resumableUploadPath, `${resumableUploadPath}/:id`],
    async (request: Request<{ id?: string }>, response: Response) => {
      const { identify, consume } = contextOf(response);
      const identity = await requireAccess(identify, 'documents:write');
      if (request.method === 'POST') await consume('upload', identity);
      callers.set(request, identity);
      const { id } = request.params;
      if (id !== undefined && !uploadId.test(id)) throw fail('file_not_found', { fileId: id.slice(0, 40) });
      const outcome = id !== undefined && request.method === 'HEAD' ? await outcomeOf(identity, id) : null;
      if (outcome) return answerFinished(response, outcome);
      response.set('tus-resumable', '1.0.0');
      try {
        await server.handle(request, response);
      } catch (error) {
        // What is still on its way is read and dropped, and nothing else may come after it on this connection.
        if (!request.complete) request.resume();
        response.set('connection', 'close');
        // Bytes that could not be written because no more came: the sender hung up, nothing broke.
        const hungUp = !request.complete && error instanceof Failure && error.code === 'internal';
        throw hungUp ? fail('upload_incomplete', {}, { cause: error }) : error;
      }
    },
  );

  const sweep = setInterval(() => void server.cleanUpExpiredUploads().catch(() => undefined), sweepIntervalMs);
  sweep.unref();
  return { router, [Symbol.dispose]: () => clearInterval(sweep) };
};

/** The client lost the answer to its last bytes: it learns that all arrived, and what became of them. */
const answerFinished = (response: Response, { sizeBytes, ...receipt }: UploadReply & { sizeBytes: number }): void => {
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
