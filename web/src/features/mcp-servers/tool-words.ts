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
  newText: {
    en: 'It came after the server was approved. Nobody can call it until you approve it.',
    de: 'Es kam nach der Freigabe des Servers dazu. Niemand kann es aufrufen, bis Sie es freigeben.',
  },
  quarantinedText: {
    en: 'It looks hostile and cannot be called. It cannot be approved; hide it, or ask its publisher.',
    de: 'Es sieht bösartig aus und kann nicht aufgerufen werden. Es lässt sich nicht freigeben; verbergen Sie es oder fragen Sie den Herausgeber.',
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
  waiting: {
    en: { one: '{count} tool is new or changed and waits', other: '{count} tools are new or changed and wait' },
    de: {
      one: '{count} Werkzeug ist neu oder geändert und wartet',
      other: '{count} Werkzeuge sind neu oder geändert und warten',
    },
  },
  reviewAll: { en: 'Review all', de: 'Alle prüfen' },
  reviewAllTitle: {
    en: { one: '{count} tool waits', other: '{count} tools wait' },
    de: { one: '{count} Werkzeug wartet', other: '{count} Werkzeuge warten' },
  },
  reviewAllText: {
    en: 'Nobody can call these until they are approved. What changes while you read is not approved with them.',
    de: 'Niemand kann diese aufrufen, bis sie freigegeben sind. Was sich beim Lesen ändert, wird nicht mit freigegeben.',
  },
  approveAll: {
    en: { one: 'Approve what is shown', other: 'Approve all {count} as shown' },
    de: { one: 'Wie gezeigt freigeben', other: 'Alle {count} wie gezeigt freigeben' },
  },
  approvedAll: {
    en: { one: '{count} tool can be called', other: '{count} tools can be called' },
    de: { one: '{count} Werkzeug kann aufgerufen werden', other: '{count} Werkzeuge können aufgerufen werden' },
  },
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
  search: { en: 'Search tools', de: 'Werkzeuge suchen' },
  count: { en: { one: '1 tool', other: '{count} tools' }, de: { one: '1 Werkzeug', other: '{count} Werkzeuge' } },
  showAll: { en: 'Show all {count}', de: 'Alle {count} zeigen' },
  tryIt: { en: 'Try it', de: 'Ausprobieren' },
});
