import { defineWords } from '../../lib/i18n.ts';

export const limitWords = defineWords({
  title: { en: 'Limits', de: 'Limits' },
  intro: {
    en: 'How much this workspace may use. A lower limit takes nothing away; it refuses more.',
    de: 'Wie viel dieser Arbeitsbereich nutzen darf. Ein niedrigeres Limit nimmt nichts weg, es lehnt nur mehr ab.',
  },
  servers: { en: 'MCP servers', de: 'MCP-Server' },
  serversUsed: { en: '{used} of {limit} in use', de: '{used} von {limit} genutzt' },
  calls: { en: 'Calls per minute', de: 'Aufrufe pro Minute' },
  callsText: {
    en: 'Of one tool by one person or program. Whoever calls more often is told to wait.',
    de: 'Eines Werkzeugs durch eine Person oder ein Programm. Wer öfter aufruft, muss warten.',
  },
  callsBusiest: {
    en: 'Most in the last minute: {caller}, {calls} of {limit}, {tool}',
    de: 'Am meisten in der letzten Minute: {caller}, {calls} von {limit}, {tool}',
  },
  callsUsed: { en: 'Used in the last minute', de: 'In der letzten Minute genutzt' },
  callsNone: { en: 'No calls in the last minute', de: 'Keine Aufrufe in der letzten Minute' },
  hint: {
    en: 'Up to {most}, which this installation allows. Empty: that much.',
    de: 'Bis {most}, so viel erlaubt diese Installation. Leer: so viel.',
  },
  wrong: {
    en: 'A whole number from {least} to {most}, or nothing.',
    de: 'Eine ganze Zahl von {least} bis {most} oder nichts.',
  },
  save: { en: 'Save limits', de: 'Limits speichern' },
  saved: { en: 'Saved. They count within ten seconds.', de: 'Gespeichert. Sie gelten innerhalb von zehn Sekunden.' },
  fixed: { en: 'Set for the whole installation', de: 'Für die ganze Installation festgelegt' },
  fixedText: {
    en: 'An operator changes these where Throughline is started.',
    de: 'Der Betrieb ändert sie dort, wo Throughline gestartet wird.',
  },
  upload: { en: 'Largest upload', de: 'Größter Upload' },
  extraction: { en: 'Reading a document', de: 'Lesen eines Dokuments' },
  extractionValue: { en: '{memory} of memory, {seconds} seconds', de: '{memory} Arbeitsspeicher, {seconds} Sekunden' },
  log: { en: 'Request log is kept', de: 'Anfrageprotokoll bleibt' },
  logDays: { en: { one: '1 day', other: '{count} days' }, de: { one: '1 Tag', other: '{count} Tage' } },
  perServer: {
    en: 'Memory, processor, files and time of each server are in its own settings.',
    de: 'Arbeitsspeicher, Prozessor, Dateien und Zeit jedes Servers stehen in seinen eigenen Einstellungen.',
  },
  toServers: { en: 'To the servers', de: 'Zu den Servern' },
});
