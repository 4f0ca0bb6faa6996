import type { ContentPart, DocumentKind, RejectionCode } from '../../contracts/document-reading.ts';

/** How far extraction has come; `total` grows when attachments turn up. */
export type ExtractionProgress = { done: number; total: number };

export type ExtractRequest = {
  /** Parts below this index are known already and are not delivered again. */
  fromPart?: number;
  signal?: AbortSignal;
  onPart: (part: ContentPart, progress: ExtractionProgress) => void | Promise<void>;
};

export type ExtractOutcome =
  | { status: 'ok'; kind: DocumentKind; parts: number; warnings: string[] }
  | { status: 'rejected'; reason: RejectionCode; detail: string };

/** The port documents are read through. Rejects with `AbortError` when the signal fires; never throws for a bad file. */
export type Extractor = {
  extract: (filePath: string, request: ExtractRequest) => Promise<ExtractOutcome>;
};

type Locale = 'en' | 'de';

const rejectionTexts: Record<RejectionCode, Record<Locale, string>> = {
  corrupt: {
    en: 'The file is damaged and cannot be opened. Ask the sender for a fresh copy.',
    de: 'Die Datei ist beschädigt und lässt sich nicht öffnen. Bitten Sie den Absender um eine neue Kopie.',
  },
  delivery_note: {
    en: 'This is a delivery note, not a request: nothing in it asks for a quote, so no lines were read from it.',
    de: 'Das ist ein Lieferschein, keine Anfrage: Nichts darin bittet um ein Angebot, es gibt keine Positionen.',
  },
  empty: {
    en: 'The file is empty: there is nothing in it to read.',
    de: 'Die Datei ist leer: Sie enthält nichts Lesbares.',
  },
  encrypted: {
    en: 'The file is encrypted or protected by a password. Ask the sender for a copy without a password.',
    de: 'Die Datei ist verschlüsselt oder mit einem Passwort geschützt. Bitten Sie um eine Kopie ohne Passwort.',
  },
  invoice: {
    en: 'This is an invoice, not a request: nothing in it asks for a quote, so no lines were read from it.',
    de: 'Das ist eine Rechnung, keine Anfrage: Nichts darin bittet um ein Angebot, es gibt keine Positionen.',
  },
  no_request_lines: {
    en: 'No request lines found: the document holds no items with quantities to quote.',
    de: 'Keine Anfragepositionen gefunden: Das Dokument enthält keine Artikel mit Mengen.',
  },
  order_confirmation: {
    en: 'This is an order confirmation, not a request: nothing in it asks for a quote, so no lines were read from it.',
    de: 'Das ist eine Auftragsbestätigung, keine Anfrage: Nichts darin bittet um ein Angebot, es gibt keine Positionen.',
  },
  other_paper: {
    en: 'This is a reminder, credit note, receipt or circular, not a request: nothing in it asks for a quote of items.',
    de: 'Das ist eine Mahnung, Gutschrift, Quittung oder ein Rundschreiben, keine Anfrage mit Positionen.',
  },
  too_complex: {
    en: 'The document exceeds a limit (too many pages, rows, cells or nested files). Send it in smaller parts.',
    de: 'Das Dokument überschreitet ein Limit (zu viele Seiten, Zeilen, Zellen oder verschachtelte Dateien).',
  },
  too_large: {
    en: 'The file is too large to be read: it exceeds the size or memory limit. Send it in smaller parts.',
    de: 'Die Datei ist zu groß: Sie überschreitet das Limit für Größe oder Arbeitsspeicher. Teilen Sie sie auf.',
  },
  too_slow: {
    en: 'Reading the file took longer than the time limit allows. Send a simpler copy, such as a fresh PDF export.',
    de: 'Das Lesen der Datei dauerte länger als erlaubt. Senden Sie eine einfachere Kopie.',
  },
  unsupported_type: {
    en: 'The file type is unsupported. Send a PDF, XLSX, CSV, EML, DOCX, TXT, PNG or JPEG file.',
    de: 'Dieser Dateityp wird nicht unterstützt. Senden Sie PDF, XLSX, CSV, EML, DOCX, TXT, PNG oder JPEG.',
  },
  zip_bomb: {
    en: 'The file unpacks to far more data than a document should (a decompression bomb) and was not opened.',
    de: 'Die Datei entpackt sich auf weit mehr Daten als ein Dokument haben sollte und wurde nicht geöffnet.',
  },
};

/** The reason in words a person understands. */
export function rejectionText(code: RejectionCode, locale: Locale = 'en'): string {
  return rejectionTexts[code][locale];
}
