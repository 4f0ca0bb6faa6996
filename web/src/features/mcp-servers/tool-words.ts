import { defineWords } from '../../lib/i18n.ts';

export const toolWords = defineWords({
  list: { en: 'Tools of the server', de: 'Werkzeuge des Servers' },
  emptyTitle: { en: 'No tools', de: 'Keine Werkzeuge' },
  emptyText: {
    en: 'They appear once the server was deployed and said what it can do.',
    de: 'Sie erscheinen, sobald der Server bereitgestellt ist und sagt, was er kann.',
  },
  stateApproved: { en: 'Usable', de: 'Nutzbar' },
  stateHeld: { en: 'Held', de: 'Angehalten' },
  stateQuarantined: { en: 'Quarantined', de: 'In Quarantäne' },
  hidden: { en: 'hidden', de: 'verborgen' },
  heldText: {
    en: 'Its definition changed after it was approved. Nobody can call it until you approve what it is now.',
    de: 'Die Definition hat sich nach der Freigabe geändert. Niemand kann es aufrufen, bis Sie den jetzigen Stand freigeben.',
  },
  quarantinedText: {
    en: 'It looks hostile and cannot be called. Read the definition before you approve it.',
    de: 'Es sieht bösartig aus und kann nicht aufgerufen werden. Lesen Sie die Definition, bevor Sie es freigeben.',
  },
  toolActions: { en: 'Actions for {name}', de: 'Aktionen für {name}' },
  hide: { en: 'Hide', de: 'Verbergen' },
  show: { en: 'Show again', de: 'Wieder zeigen' },
  rename: { en: 'Rename', de: 'Umbenennen' },
  renameTitle: { en: 'Rename {name}', de: '{name} umbenennen' },
  renameLabel: { en: 'Name for callers', de: 'Name für Aufrufer' },
  renameHint: {
    en: 'Letters, digits, _ . - (at most 64). Empty: the server’s own name, {name}.',
    de: 'Buchstaben, Ziffern, _ . - (höchstens 64). Leer: der Name des Servers, {name}.',
  },
  wrongName: {
    en: 'Use letters, digits, _ . - and at most 64 of them.',
    de: 'Nutzen Sie höchstens 64 Buchstaben, Ziffern oder _ . -',
  },
  save: { en: 'Save', de: 'Speichern' },
  review: { en: 'Review', de: 'Prüfen' },
  reviewTitle: { en: 'Definition of {name}', de: 'Definition von {name}' },
  approve: { en: 'Approve this definition', de: 'Diese Definition freigeben' },
  approved: { en: '{name} can be called again', de: '{name} kann wieder aufgerufen werden' },
  definition: { en: 'Definition', de: 'Definition' },
  noBefore: {
    en: 'What was approved before is not stored, so only the definition of now is shown.',
    de: 'Was zuvor freigegeben war, ist nicht gespeichert; gezeigt wird nur die jetzige Definition.',
  },
  difference: { en: 'Approved before, and now', de: 'Zuvor freigegeben, und jetzt' },
  details: { en: 'Details of {name}', de: 'Einzelheiten zu {name}' },
  inputs: { en: 'Inputs (JSON Schema)', de: 'Eingaben (JSON Schema)' },
  noDescription: { en: 'The server gives no description.', de: 'Der Server gibt keine Beschreibung.' },
  originalName: { en: 'the server calls it {name}', de: 'beim Server heißt es {name}' },
  tryIt: { en: 'Try it', de: 'Ausprobieren' },
});
