import type { DocumentContent, DocumentReading } from '../../../contracts/document-reading.ts';

export const recogniseDocument = (_content: DocumentContent): DocumentReading => {
  throw new Error('not there yet');
};
