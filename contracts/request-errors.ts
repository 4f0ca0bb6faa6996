import { notFound, row, type ErrorRow } from './kernel/error-row.ts';

/** What can go wrong with any request, and with who sends it. */
export const requestErrors = {
  // Any request
  internal: row(
    500,
    'internal',
    ['Something went wrong on our side.', 'Try again. If it keeps happening, tell support.'],
    ['Bei uns ist etwas schiefgegangen.', 'Versuchen Sie es erneut. Bleibt der Fehler, melden Sie ihn dem Support.'],
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
  quota_too_high: row(
    422,
    'invalidParams',
    ['This installation allows at most {most}.', 'Choose a lower limit, or ask an operator to raise it.'],
    ['Diese Installation erlaubt höchstens {most}.', 'Wählen Sie ein niedrigeres Limit, oder bitten Sie den Betrieb.'],
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
  oauth_request_invalid: row(
    400,
    'invalidParams',
    ['This request for access is not valid any more.', 'Start again in the program that asked for access.'],
    ['Diese Zugriffsanfrage gilt nicht mehr.', 'Beginnen Sie in dem Programm von vorn, das um Zugriff gebeten hat.'],
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
} as const satisfies Readonly<Record<string, ErrorRow>>;
