import { defineQuery } from '@temporalio/workflow';

export interface ProcessDocumentInput {
  workspaceId: string;
  documentId: string;
  /** Which reading of the document: a retry by a person is a new run. */
  run: number;
}

export const processDocumentType = 'processDocument';

/** One workflow per document: a second start of the same reading finds the first. */
export const processDocumentId = ({ documentId }: Pick<ProcessDocumentInput, 'documentId'>): string =>
  `document-${documentId}`;

export interface DocumentProgress {
  stage: 'extract' | 'recognise' | 'quote' | 'done';
}

export const documentProgress = defineQuery<DocumentProgress>('documentProgress');
