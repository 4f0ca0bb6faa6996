import { defineWords } from '../../lib/i18n.ts';

export const limitWords = defineWords({
  title: { en: 'Limits', de: 'Limits' },
  intro: {
    en: 'How much this workspace may use. A lower limit removes nothing; it only limits what is added.',
    de: 'Wie viel dieser Arbeitsbereich nutzen darf. Ein niedrigeres Limit entfernt nichts, es begrenzt nur, was hinzukommt.',
  },
  servers: { en: 'MCP servers', de: 'MCP-Server' },
  serversUsed: { en: '{used} of {limit} in use', de: '{used} von {limit} genutzt' },
  calls: { en: 'Calls per minute', de: 'Aufrufe pro Minute' },
  callsText: {
    en: 'Per tool and per person or program. Whoever calls more often is told to wait.',
    de: 'Je Werkzeug und je Person oder Programm. Wer öfter aufruft, muss warten.',
  },
  callsBusiest: {
    en: 'Most in the last minute: {calls} of {limit} by {caller} with {tool}',
    de: 'Höchstwert der letzten Minute: {calls} von {limit}, {caller} mit {tool}',
  },
  callsUsed: { en: 'Used in the last minute', de: 'In der letzten Minute genutzt' },
  callsNone: { en: 'No calls in the last minute', de: 'Keine Aufrufe in der letzten Minute' },
  hint: {
    en: 'At most {most} on this installation. Leave empty for that.',
    de: 'Höchstens {most} auf dieser Installation. Leer lassen, um das auszuschöpfen.',
  },
  wrong: {
    en: 'Enter a whole number from {least} to {most}, or leave it empty.',
    de: 'Geben Sie eine ganze Zahl von {least} bis {most} ein oder lassen Sie das Feld leer.',
  },
  save: { en: 'Save limits', de: 'Limits speichern' },
  saved: { en: 'Saved. They apply within ten seconds.', de: 'Gespeichert. Sie gelten innerhalb von zehn Sekunden.' },
  fixed: { en: 'Set for the whole installation', de: 'Für die ganze Installation festgelegt' },
  fixedText: {
    en: 'Only whoever operates Throughline can change these, in its environment.',
    de: 'Ändern kann sie nur, wer Throughline betreibt, in dessen Umgebungsvariablen.',
  },
  upload: { en: 'Largest upload', de: 'Größter Upload' },
  extraction: { en: 'Reading a document', de: 'Lesen eines Dokuments' },
  extractionValue: {
    en: '{memory} of memory, {seconds} seconds of computing',
    de: '{memory} Arbeitsspeicher, {seconds} Sekunden Rechenzeit',
  },
  log: { en: 'Request log is kept', de: 'Anfrageprotokoll aufbewahrt' },
  logDays: { en: { one: '1 day', other: '{count} days' }, de: { one: '1 Tag', other: '{count} Tage' } },
  perServer: {
    en: 'Memory, processor, files and time of each server are in its own settings.',
    de: 'Arbeitsspeicher, Prozessor, Dateien und Zeit jedes Servers stehen in seinen eigenen Einstellungen.',
  },
  toServers: { en: 'To the servers', de: 'Zu den Servern' },
});
