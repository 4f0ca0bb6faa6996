import { notFound, row, type ErrorRow } from './kernel/error-row.ts';
import { mcpErrors } from './mcp-errors.ts';
import { requestErrors } from './request-errors.ts';

/** Every error that may leave the platform. Sorted by noun; add a row rather than a message elsewhere. */
export const errorTable = {
  ...requestErrors,
  ...mcpErrors,

  // Files and documents
  file_missing: row(
    400,
    'invalidParams',
    ['The upload holds no file.', 'Send one file in the multipart field "file".'],
    ['Der Upload enthält keine Datei.', 'Senden Sie eine Datei im Multipart-Feld "file".'],
  ),
  file_empty: row(
    400,
    'invalidParams',
    ['The file is empty.', 'Check the file and upload it again.'],
    ['Die Datei ist leer.', 'Prüfen Sie die Datei und laden Sie sie erneut hoch.'],
  ),
  file_too_large: row(
    413,
    'invalidParams',
    ['The file is larger than {maxBytes} bytes.', 'Split the file, or ask an admin to raise the limit.'],
    [
      'Die Datei ist größer als {maxBytes} Bytes.',
      'Teilen Sie die Datei oder bitten Sie einen Admin, das Limit zu erhöhen.',
    ],
  ),
  file_type_not_allowed: row(
    415,
    'invalidParams',
    ['Files of this type cannot be read.', 'Upload a PDF, Excel, CSV, e-mail, Word or text file.'],
    [
      'Dateien dieses Typs können nicht gelesen werden.',
      'Laden Sie eine PDF-, Excel-, CSV-, E-Mail-, Word- oder Textdatei hoch.',
    ],
  ),
  storage_full: row(
    507,
    'api',
    ['There is no room left to store the file.', 'Ask an admin to free disk space, then upload it again.'],
    [
      'Es ist kein Platz mehr, um die Datei zu speichern.',
      'Bitten Sie einen Admin, Platz zu schaffen, und laden Sie die Datei erneut hoch.',
    ],
    true,
  ),
  upload_incomplete: row(
    400,
    'invalidRequest',
    ['The upload ended before the file was complete.', 'Upload the file again.'],
    ['Der Upload endete, bevor die Datei vollständig war.', 'Laden Sie die Datei erneut hoch.'],
    true,
  ),
  upload_offset_wrong: row(
    409,
    'invalidRequest',
    ['The upload goes on at another byte.', 'Ask with HEAD how far it is, and go on from there.'],
    ['Der Upload geht an einer anderen Stelle weiter.', 'Fragen Sie mit HEAD den Stand ab und setzen Sie dort fort.'],
    true,
  ),
  file_not_found: notFound('This file', 'Diese Datei'),
  document_not_found: notFound('This document', 'Dieses Dokument'),
  document_rejected: row(
    422,
    'invalidParams',
    ['The document cannot be read: {reason}.', 'Ask the customer for another file.'],
    ['Das Dokument kann nicht gelesen werden: {reason}.', 'Bitten Sie den Kunden um eine andere Datei.'],
  ),
  document_busy: row(
    409,
    'invalidParams',
    ['The document is in a state that does not allow this.', 'Wait until it is done, or cancel it first.'],
    [
      'Das Dokument ist in einem Zustand, der dies nicht erlaubt.',
      'Warten Sie, bis es fertig ist, oder brechen Sie es zuerst ab.',
    ],
  ),

  // Catalogue and customers
  product_not_found: notFound('This product', 'Dieser Artikel'),
  sku_taken: row(
    409,
    'invalidParams',
    ['There is already a product with the SKU {sku}.', 'Use another SKU, or change the existing product.'],
    [
      'Es gibt schon einen Artikel mit der SKU {sku}.',
      'Nehmen Sie eine andere SKU oder ändern Sie den vorhandenen Artikel.',
    ],
  ),
  import_not_found: notFound('This import', 'Dieser Import'),
  import_unreadable: row(
    422,
    'invalidParams',
    ['The price list cannot be read: {reason}.', 'Upload a CSV, Excel or PDF file with a header row.'],
    [
      'Die Preisliste kann nicht gelesen werden: {reason}.',
      'Laden Sie eine CSV-, Excel- oder PDF-Datei mit Kopfzeile hoch.',
    ],
  ),
  import_not_open: row(
    409,
    'invalidParams',
    ['This import was applied or cancelled already.', 'Start a new import.'],
    ['Dieser Import wurde schon übernommen oder abgebrochen.', 'Beginnen Sie einen neuen Import.'],
  ),
  customer_not_found: notFound('This customer', 'Dieser Kunde'),

  // Quotes
  quote_not_found: notFound('This quote', 'Dieses Angebot'),
  quote_line_not_found: notFound('This line', 'Diese Position'),
  quote_not_in_review: row(
    409,
    'invalidParams',
    ['The quote is not waiting for a review.', 'Reload the page to see where it stands.'],
    ['Das Angebot wartet nicht auf eine Prüfung.', 'Laden Sie die Seite neu, um den Stand zu sehen.'],
  ),
  quote_lines_open: row(
    409,
    'invalidParams',
    ['{open} lines still need a decision.', 'Choose a product or leave out each of them.'],
    [
      '{open} Positionen brauchen noch eine Entscheidung.',
      'Wählen Sie je einen Artikel oder lassen Sie die Position weg.',
    ],
  ),
  quote_pdf_not_ready: row(
    409,
    'invalidParams',
    ['The PDF of this quote is not ready yet.', 'Finish the review, then download it.'],
    ['Das PDF dieses Angebots ist noch nicht fertig.', 'Schließen Sie die Prüfung ab und laden Sie es dann herunter.'],
  ),
  quote_state_conflict: row(
    409,
    'invalidParams',
    ['A quote that is {from} cannot become {to}.', 'Reload the page to see where it stands.'],
    ['Ein Angebot im Zustand {from} kann nicht {to} werden.', 'Laden Sie die Seite neu, um den Stand zu sehen.'],
  ),
  currency_mismatch: row(
    409,
    'invalidParams',
    ['The product is priced in {found}, the quote in {expected}.', 'Enter a price by hand, or choose another product.'],
    [
      'Der Artikel hat einen Preis in {found}, das Angebot ist in {expected}.',
      'Geben Sie einen Preis von Hand ein oder wählen Sie einen anderen Artikel.',
    ],
  ),

  // Events and operations
  step_timed_out: row(
    504,
    'notAvailable',
    ['A step took longer than it may.', 'Try again; if it stays, ask an operator to look at the workers.'],
    [
      'Ein Schritt hat länger gedauert, als er darf.',
      'Versuchen Sie es erneut; bleibt es so, bitten Sie den Betrieb, nach den Workern zu sehen.',
    ],
    true,
  ),
  subject_not_found: notFound('This subject', 'Dieser Gegenstand'),
  worker_lost: row(
    503,
    'notAvailable',
    [
      'The worker that ran this step stopped answering, and so did those that tried again.',
      'Try again; if it stays, ask an operator to look at the workers.',
    ],
    [
      'Der Worker mit diesem Schritt antwortete nicht mehr, und die weiteren Versuche auch nicht.',
      'Versuchen Sie es erneut; bleibt es so, bitten Sie den Betrieb, nach den Workern zu sehen.',
    ],
    true,
  ),
  workflow_not_found: notFound('This workflow', 'Dieser Ablauf'),
  workflow_not_retryable: row(
    409,
    'invalidParams',
    ['This workflow has no failed step to retry.', 'Reload the page to see where it stands.'],
    ['Dieser Ablauf hat keinen fehlgeschlagenen Schritt.', 'Laden Sie die Seite neu, um den Stand zu sehen.'],
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof errorTable;
