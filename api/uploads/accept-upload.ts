import type { Identity } from '../../contracts/access.ts';
import type { UploadReply } from '../../contracts/documents.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { DocumentService } from '../../domain/documents/document-service.ts';
import { newId } from '../../domain/new-id.ts';
import type { Workflows } from '../workflows.ts';

export interface AcceptUploadDeps {
  documents: Pick<DocumentService, 'receive' | 'record'>;
  workflows: Pick<Workflows, 'startReading'>;
  inspect: (path: string) => Promise<{ sha256: string; sizeBytes: number; allowed: boolean }>;
}

export interface Upload {
  /** Chosen before the upload began, when it can be resumed; a repeated end of the upload then has one effect. */
  fileId?: string;
  localPath: string;
  /** Shown, never a path. */
  fileName: string;
  again: boolean;
}

export type AcceptUpload = (identity: Identity, upload: Upload) => Promise<UploadReply>;

/**
 * Takes a file that arrived completely: checks it, keeps it, and starts its reading. Throws `file_empty` or
 * `file_type_not_allowed`. The file at `localPath` stays where it is: whoever received it removes it.
 */
export const createAcceptUpload =
  ({ documents, workflows, inspect }: AcceptUploadDeps): AcceptUpload =>
  async (identity, { fileId = newId('fil'), localPath, fileName, again }) => {
    const { sha256, sizeBytes, allowed } = await inspect(localPath);
    if (sizeBytes === 0) throw fail('file_empty');
    if (!allowed) throw fail('file_type_not_allowed');
    const receipt = await documents.receive(identity, { fileId, localPath, fileName, sizeBytes, sha256, again });
    if (!receipt.duplicate) {
      const record = await documents.record(identity.workspaceId, receipt.documentId);
      // The document waits in the outbox when Temporal is away: the upload is acknowledged all the same.
      if (record.startPending) await workflows.startReading(record).catch(() => undefined);
    }
    return receipt;
  };
