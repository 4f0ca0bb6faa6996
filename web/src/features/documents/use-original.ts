import { useQuery } from '@tanstack/react-query';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Document } from '../../../../contracts/documents.ts';
import { fetchFile } from '../../lib/fetch-file.ts';

export type Original =
  | { kind: 'pdf'; pdf: PDFDocumentProxy; pageCount: number }
  | { kind: 'image'; url: string }
  | { kind: 'other' };

export const downloadPath = (fileId: string): string => `/api/v1/files/download/${fileId}`;

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** What the browser can draw of the file itself, decided from its first bytes: a PDF's pages, or a picture. */
const openOriginal = async (fileId: string, signal: AbortSignal): Promise<Original> => {
  const blob = await fetchFile(downloadPath(fileId), signal);
  const head = new Uint8Array(await blob.slice(0, 1024).arrayBuffer());
  if (new TextDecoder('latin1').decode(head).includes('%PDF-')) {
    const { openPdf } = await import('./pdf-engine.ts');
    const pdf = await openPdf(blob);
    return { kind: 'pdf', pdf, pageCount: pdf.numPages };
  }
  const type = startsWith(head, [0x89, 0x50, 0x4e, 0x47])
    ? 'image/png'
    : startsWith(head, [0xff, 0xd8])
      ? 'image/jpeg'
      : null;
  return type === null ? { kind: 'other' } : { kind: 'image', url: URL.createObjectURL(new Blob([blob], { type })) };
};

/** The original file of a document whose pages are drawn; other kinds are shown from what was read. */
export const useOriginal = (document: Document) => {
  const isDrawn =
    document.kind === 'pdf' ||
    document.kind === 'scan' ||
    (document.kind === null && /\.(pdf|png|jpe?g)$/i.test(document.fileName));
  return useQuery({
    queryKey: ['original', document.fileId],
    queryFn: ({ signal }) => openOriginal(document.fileId, signal),
    enabled: isDrawn,
    staleTime: Infinity,
    retry: 1,
  });
};
