import { defineWords } from '../lib/i18n.ts';

export const uiWords = defineWords({
  close: { en: 'Close', de: 'Schließen' },
  cancel: { en: 'Cancel', de: 'Abbrechen' },
  retry: { en: 'Try again', de: 'Erneut versuchen' },
  goBack: { en: 'Go back', de: 'Zurück' },
  copy: { en: 'Copy', de: 'Kopieren' },
  copied: { en: 'Copied', de: 'Kopiert' },
  correlationId: { en: 'Correlation id', de: 'Korrelations-ID' },
  loading: { en: 'Loading', de: 'Lädt' },
  loadMore: { en: 'Load more', de: 'Mehr laden' },
  undo: { en: 'Undo', de: 'Rückgängig' },
  dismiss: { en: 'Dismiss', de: 'Ausblenden' },
  notifications: { en: 'Notifications', de: 'Meldungen' },
  unreachable: { en: 'The server could not be reached.', de: 'Der Server ist nicht erreichbar.' },
  unreachableFix: {
    en: 'Nothing is lost. Check the connection and try again.',
    de: 'Nichts geht verloren. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  },
  offline: { en: 'You are offline.', de: 'Sie sind offline.' },
  offlineFix: {
    en: 'What was loaded before stays readable. This page loads when the connection is back.',
    de: 'Bereits Geladenes bleibt lesbar. Diese Seite lädt, sobald die Verbindung wieder da ist.',
  },
  unexpected: { en: 'This page failed to show.', de: 'Diese Seite konnte nicht angezeigt werden.' },
  unexpectedFix: {
    en: 'Reload the page. Your data are stored on the server.',
    de: 'Laden Sie die Seite neu. Ihre Daten sind auf dem Server gespeichert.',
  },
  clear: { en: 'Clear', de: 'Leeren' },
  checkFields: { en: 'Check the marked fields.', de: 'Prüfen Sie die markierten Felder.' },
  actions: { en: 'Actions', de: 'Aktionen' },
  before: { en: 'Before', de: 'Vorher' },
  after: { en: 'After', de: 'Nachher' },
  follow: { en: 'Follow new lines', de: 'Neuen Zeilen folgen' },
  rawMessage: { en: 'Original message', de: 'Ursprüngliche Meldung' },
  asTable: { en: 'Show as a table', de: 'Als Tabelle zeigen' },
});
