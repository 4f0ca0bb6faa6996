import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef } from 'react';

/** One page of the original, drawn when it is first shown. The text for screen readers is in the lines beside it. */
export const PdfPage = ({ pdf, pageNumber }: { pdf: PDFDocumentProxy; pageNumber: number }) => {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const controller = new AbortController();
    const canvas = ref.current;
    if (canvas) {
      void import('./pdf-engine.ts')
        .then(({ drawPage }) => drawPage(pdf, pageNumber, canvas, controller.signal))
        // A page that cannot be drawn stays white under its regions; the download shows the whole file.
        .catch(() => undefined);
    }
    return () => controller.abort();
  }, [pdf, pageNumber]);
  return <canvas ref={ref} aria-hidden="true" className="absolute inset-0 h-full w-full bg-white" />;
};
