import type { ErrorRow } from './kernel/error-row.ts';

/** JSON-RPC codes: the standard ones, then ours (spec row B9). */
const rpc = {
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  api: -32001,
  authentication: -32002,
  rateLimit: -32003,
} as const;

const row = (
  status: number,
  code: keyof typeof rpc,
  [en, recoveryEn]: readonly [string, string],
  [de, recoveryDe]: readonly [string, string],
  retryable = false,
): ErrorRow => ({
  status,
  rpc: rpc[code],
  retryable,
  message: { en, de },
  recovery: { en: recoveryEn, de: recoveryDe },
});

const notFound = (en: string, de: string): ErrorRow =>
  row(
    404,
    'invalidParams',
    [`${en} was not found.`, 'Check the link, or go back to the list.'],
    [`${de} wurde nicht gefunden.`, 'Prüfen Sie den Link oder gehen Sie zurück zur Liste.'],
  );

/** Every error that may leave the platform. Sorted by noun; add a row rather than a message elsewhere. */
export const errorTable = {
  // Any request
  internal: row(
    500,
    'internal',
    ['Something went wrong on our side.', 'Try again. If it keeps happening, tell support the correlation id.'],
    [
      'Bei uns ist etwas schiefgegangen.',
      'Versuchen Sie es erneut. Bleibt der Fehler, nennen Sie dem Support die Korrelations-ID.',
    ],
    true,
  ),
  validation_error: row(
    400,
    'invalidParams',
    ['The request is not valid.', 'Correct the fields named in the details.'],
    ['Die Anfrage ist nicht gültig.', 'Korrigieren Sie die in den Details genannten Felder.'],
  ),
  malformed_json: row(
    400,
    'invalidRequest',
    ['The body is not valid JSON.', 'Send a JSON document as UTF-8.'],
    ['Der Inhalt ist kein gültiges JSON.', 'Senden Sie ein JSON-Dokument in UTF-8.'],
  ),
  unsupported_media_type: row(
    415,
    'invalidRequest',
    ['This content type is not accepted here.', 'Send application/json, or multipart/form-data for uploads.'],
    ['Dieser Inhaltstyp wird hier nicht angenommen.', 'Senden Sie application/json, für Uploads multipart/form-data.'],
  ),
  payload_too_large: row(
    413,
    'invalidRequest',
    ['The request is larger than {maxBytes} bytes.', 'Send less at once, or use the resumable upload for files.'],
    [
      'Die Anfrage ist größer als {maxBytes} Bytes.',
      'Senden Sie weniger auf einmal oder nutzen Sie für Dateien den fortsetzbaren Upload.',
    ],
  ),
  not_found: notFound('This address', 'Diese Adresse'),
  method_not_allowed: row(
    405,
    'methodNotFound',
    ['This method is not allowed here.', 'See /api/docs for the methods of this address.'],
    ['Diese Methode ist hier nicht erlaubt.', 'Die Methoden dieser Adresse stehen unter /api/docs.'],
  ),
  version_conflict: row(
    409,
    'invalidParams',
    ['Somebody else changed this in the meantime.', 'Reload, look at the change, and apply yours again.'],
    [
      'Jemand anderes hat dies inzwischen geändert.',
      'Laden Sie neu, sehen Sie die Änderung an und wiederholen Sie Ihre.',
    ],
  ),
  rate_limited: row(
    429,
    'rateLimit',
    ['Too many requests.', 'Wait {retryAfterSeconds} seconds and try again.'],
    ['Zu viele Anfragen.', 'Warten Sie {retryAfterSeconds} Sekunden und versuchen Sie es erneut.'],
    true,
  ),
  service_unavailable: row(
    503,
    'api',
    ['A part of the platform is not reachable right now.', 'Nothing is lost. Try again in a few seconds.'],
    [
      'Ein Teil der Plattform ist gerade nicht erreichbar.',
      'Nichts geht verloren. Versuchen Sie es in einigen Sekunden erneut.',
    ],
    true,
  ),
  idempotency_key_in_flight: row(
    409,
    'invalidRequest',
    ['The first request with this Idempotency-Key is still running.', 'Wait a moment and send the same request again.'],
    [
      'Die erste Anfrage mit diesem Idempotency-Key läuft noch.',
      'Warten Sie kurz und senden Sie dieselbe Anfrage erneut.',
    ],
    true,
  ),
  idempotency_key_reused: row(
    422,
    'invalidParams',
    ['This Idempotency-Key was used for another request.', 'Use a new key for a new request.'],
    [
      'Dieser Idempotency-Key wurde für eine andere Anfrage benutzt.',
      'Benutzen Sie für eine neue Anfrage einen neuen Schlüssel.',
    ],
  ),

  // Identity
  unauthenticated: row(
    401,
    'authentication',
    ['You are not signed in.', 'Sign in and try again.'],
    ['Sie sind nicht angemeldet.', 'Melden Sie sich an und versuchen Sie es erneut.'],
  ),
  invalid_token: row(
    401,
    'authentication',
    ['The credential is not valid.', 'Sign in again, or fetch a new token.'],
    ['Der Zugangsnachweis ist nicht gültig.', 'Melden Sie sich neu an oder holen Sie ein neues Token.'],
  ),
  invalid_credentials: row(
    401,
    'authentication',
    ['E-mail or password is wrong.', 'Check both, or ask an admin for a new invitation.'],
    ['E-Mail oder Passwort ist falsch.', 'Prüfen Sie beides oder bitten Sie einen Admin um eine neue Einladung.'],
  ),
  ambiguous_credentials: row(
    400,
    'authentication',
    ['The request carries more than one credential.', 'Send either the cookie or one Authorization header.'],
    [
      'Die Anfrage trägt mehr als einen Zugangsnachweis.',
      'Senden Sie entweder das Cookie oder einen Authorization-Header.',
    ],
  ),
  csrf: row(
    403,
    'authentication',
    ['The request did not come from this site.', 'Reload the page and try again.'],
    ['Die Anfrage kam nicht von dieser Seite.', 'Laden Sie die Seite neu und versuchen Sie es erneut.'],
  ),
  forbidden: row(
    403,
    'authentication',
    ['Your role does not allow this.', 'Ask an admin for the permission {permission}.'],
    ['Ihre Rolle erlaubt dies nicht.', 'Bitten Sie einen Admin um das Recht {permission}.'],
  ),
  link_expired: row(
    410,
    'authentication',
    ['This link was used already or has expired.', 'Ask for a new one.'],
    ['Dieser Link wurde schon benutzt oder ist abgelaufen.', 'Bitten Sie um einen neuen.'],
  ),
  email_taken: row(
    409,
    'invalidParams',
    ['There is already a user with this e-mail address.', 'Use another address, or change the existing user.'],
    [
      'Es gibt schon einen Benutzer mit dieser E-Mail-Adresse.',
      'Nehmen Sie eine andere Adresse oder ändern Sie den vorhandenen Benutzer.',
    ],
  ),
  last_admin: row(
    409,
    'invalidParams',
    ['A workspace needs at least one admin.', 'Make somebody else an admin first.'],
    ['Ein Arbeitsbereich braucht mindestens einen Admin.', 'Machen Sie zuerst jemand anderen zum Admin.'],
  ),
  user_not_found: notFound('This user', 'Dieser Benutzer'),
  session_not_found: notFound('This session', 'Diese Sitzung'),
  service_account_not_found: notFound('This service account', 'Dieses Dienstkonto'),
  workspace_not_found: notFound('This workspace', 'Dieser Arbeitsbereich'),

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
      'Teilen Sie die Datei oder bitten Sie einen Admin, die Grenze zu erhöhen.',
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
    ['The document is in a state ({state}) that does not allow this.', 'Wait until it is done, or cancel it first.'],
    [
      'Das Dokument ist in einem Zustand ({state}), der dies nicht erlaubt.',
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
    ['The price list cannot be read: {reason}.', 'Upload a CSV file with a header row.'],
    ['Die Preisliste kann nicht gelesen werden: {reason}.', 'Laden Sie eine CSV-Datei mit Kopfzeile hoch.'],
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
    ['The quote is not waiting for a review (it is {preparation}).', 'Reload the page to see where it stands.'],
    [
      'Das Angebot wartet nicht auf eine Prüfung (Stand: {preparation}).',
      'Laden Sie die Seite neu, um den Stand zu sehen.',
    ],
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
  subject_not_found: notFound('This subject', 'Dieser Gegenstand'),
  workflow_not_found: notFound('This workflow', 'Dieser Ablauf'),
  workflow_not_retryable: row(
    409,
    'invalidParams',
    ['This workflow has no failed step to retry.', 'Reload the page to see where it stands.'],
    ['Dieser Ablauf hat keinen fehlgeschlagenen Schritt.', 'Laden Sie die Seite neu, um den Stand zu sehen.'],
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof errorTable;
