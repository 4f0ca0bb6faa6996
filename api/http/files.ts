import { Router } from 'express';
import { fileEndpoints } from '../../contracts/documents.ts';
import type { DocumentService } from '../../domain/documents/document-service.ts';
import { route } from '../route.ts';
import { sendDownload } from '../send-download.ts';
import type { AcceptUpload } from '../uploads/accept-upload.ts';
import { receiveFile, withReceivedFile } from './receive-file.ts';

export interface FileRouteDeps {
  documents: Pick<DocumentService, 'original' | 'status'>;
  acceptUpload: AcceptUpload;
  /** Folder for files while they are received. */
  incomingFolder: string;
  maxBytes: number;
}

/** `/api/v1/files`: small uploads, downloads and status. Larger uploads are in `uploads/resumable-uploads.ts`. */
export const fileRoutes = ({ documents, acceptUpload, incomingFolder, maxBytes }: FileRouteDeps): Router => {
  const router = Router();
  route(
    router,
    fileEndpoints.upload,
    ({ identity, query, request, response }) =>
      withReceivedFile(request, async ({ path, fileName }) => {
        const reply = await acceptUpload(identity, { localPath: path, fileName, again: query.again === 'true' });
        if (reply.duplicate) response.status(200);
        return reply;
      }),
    receiveFile(incomingFolder, maxBytes),
  );
  route(router, fileEndpoints.status, ({ identity, params }) => documents.status(identity.workspaceId, params.id));
  route(router, fileEndpoints.download, async ({ identity, params, response }) => {
    const { localPath, fileName } = await documents.original(identity.workspaceId, params.id);
    await sendDownload(response, { path: localPath, fileName, contentType: 'application/octet-stream' });
  });
  return router;
};
