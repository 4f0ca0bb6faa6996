import type { Document, DocumentState, DocumentSummary } from '../../contracts/documents.ts';
import type { Page } from '../../contracts/kernel/page.ts';

/** A document as it is stored: what callers see, and what the platform needs to work on it. */
export interface DocumentRecord extends Document {
  workspaceId: string;
  /** Counts readings: each retry is a new run with its own workflow and its own parts. */
  run: number;
  /** True until the workflow of this run works on it: the outbox of the start. */
  startPending: boolean;
  /** Holds one live document per content; a document read again on purpose has a key of its own. */
  contentKey: string;
}

/** Fields that change after creation. */
export type DocumentChange = Partial<
  Omit<DocumentRecord, 'id' | 'workspaceId' | 'fileId' | 'createdAt' | 'updatedAt' | 'version'>
>;

export interface DocumentFilter {
  states: readonly DocumentState[];
  search: string | undefined;
  newestFirst: boolean;
  cursor: string | undefined;
  limit: number;
}

/** A change happens only if the stored document still fits; all conditions are part of the one write. */
export interface ChangeGuard {
  states?: readonly DocumentState[];
  run?: number;
  version?: number;
}

export interface DocumentStore {
  /** False when a document with the same content key exists. */
  insert(record: DocumentRecord): Promise<boolean>;
  find(workspaceId: string, documentId: string): Promise<DocumentRecord | null>;
  findByFile(workspaceId: string, fileId: string): Promise<DocumentRecord | null>;
  findByContent(workspaceId: string, contentKey: string): Promise<DocumentRecord | null>;
  list(workspaceId: string, filter: DocumentFilter): Promise<Page<DocumentSummary>>;
  /** The changed record; null when there is none or a guard does not hold. Raises `version`. */
  change(
    workspaceId: string,
    documentId: string,
    change: DocumentChange,
    guard?: ChangeGuard,
  ): Promise<DocumentRecord | null>;
  /** Notes progress of a run without counting as a change: `version` stays. */
  noteProgress(
    workspaceId: string,
    documentId: string,
    run: number,
    progress: Pick<DocumentRecord, 'stage' | 'done' | 'total'>,
  ): Promise<DocumentRecord | null>;
  delete(workspaceId: string, documentId: string): Promise<boolean>;
  /** Across workspaces, for the outbox alone: documents that no workflow works on yet, longest waiting first. */
  pendingStarts(limit: number): Promise<DocumentRecord[]>;
}
