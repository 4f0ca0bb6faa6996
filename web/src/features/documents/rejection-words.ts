import { RejectionCode } from '../../../../contracts/document-reading.ts';
import type { Reason } from '../../../../contracts/documents.ts';
import { defineWords, useWords } from '../../lib/i18n.ts';

const rejectionWords = defineWords({
  corrupt: {
    en: 'The file is damaged and cannot be opened. Ask the sender for a fresh copy.',
    de: 'Die Datei ist beschädigt und lässt sich nicht öffnen. Bitten Sie den Absender um eine neue Kopie.',
  },
  delivery_note: {
    en: 'This is a delivery note, not a request. If the sender wants a quote, ask for a request that says so.',
    de: 'Das ist ein Lieferschein, keine Anfrage. Wünscht der Absender ein Angebot, bitten Sie um eine Anfrage.',
  },
  empty: {
    en: 'There is nothing in the file to read. Ask the sender whether it is the right one.',
    de: 'Die Datei enthält nichts Lesbares. Fragen Sie den Absender, ob es die richtige ist.',
  },
  encrypted: {
    en: 'The file is protected by a password. Ask the sender for a copy without one.',
    de: 'Die Datei ist mit einem Passwort geschützt. Bitten Sie um eine Kopie ohne Passwort.',
  },
  invoice: {
    en: 'This is an invoice, not a request. If the sender wants a quote, ask for a request that says so.',
    de: 'Das ist eine Rechnung, keine Anfrage. Wünscht der Absender ein Angebot, bitten Sie um eine Anfrage.',
  },
  no_request_lines: {
    en: 'No items with quantities were found. If the request is in another file, upload that one.',
    de: 'Es wurden keine Artikel mit Mengen gefunden. Steht die Anfrage in einer anderen Datei, laden Sie diese hoch.',
  },
  order_confirmation: {
    en: 'This is an order confirmation, not a request. If the sender wants a quote, ask for a request that says so.',
    de: 'Das ist eine Auftragsbestätigung, keine Anfrage. Wünscht der Absender ein Angebot, bitten Sie um eine Anfrage.',
  },
  other_paper: {
    en: 'This is a reminder, credit note, receipt or circular, not a request.',
    de: 'Das ist eine Mahnung, Gutschrift, Quittung oder ein Rundschreiben, keine Anfrage.',
  },
  too_complex: {
    en: 'The document has too many pages, rows or nested files. Send it in smaller parts.',
    de: 'Das Dokument hat zu viele Seiten, Zeilen oder verschachtelte Dateien. Teilen Sie es auf.',
  },
  too_large: {
    en: 'The file is too large to be read. Send it in smaller parts.',
    de: 'Die Datei ist zu groß zum Lesen. Teilen Sie sie auf.',
  },
  too_slow: {
    en: 'Reading took too long. Try a simpler copy, such as a fresh PDF export.',
    de: 'Das Lesen dauerte zu lange. Versuchen Sie eine einfachere Kopie, etwa einen neuen PDF-Export.',
  },
  unsupported_type: {
    en: 'Files of this type cannot be read. Upload PDF, Excel, CSV, e-mail, Word, text, PNG or JPEG.',
    de: 'Dieser Dateityp ist nicht lesbar. Laden Sie PDF, Excel, CSV, E-Mail, Word, Text, PNG oder JPEG hoch.',
  },
  zip_bomb: {
    en: 'The file unpacks to far more data than a document should and was not opened.',
    de: 'Die Datei entpackt sich auf weit mehr Daten als ein Dokument und wurde nicht geöffnet.',
  },
});

/** Why a document could not be used, in the language of the app; null when that is not because of the document. */
export const useReasonText = (): ((reason: Reason) => string | null) => {
  const t = useWords(rejectionWords);
  return (reason) => {
    const known = RejectionCode.safeParse(reason.code);
    return known.success ? t(known.data) : null;
  };
};
