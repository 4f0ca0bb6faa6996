import { defineWords } from '../../lib/i18n.ts';

export const logWords = defineWords({
  list: { en: 'Lines the server wrote', de: 'Zeilen, die der Server schrieb' },
  emptyTitle: { en: 'No lines', de: 'Keine Zeilen' },
  emptyText: {
    en: 'What the server writes to its error output appears here.',
    de: 'Was der Server auf seine Fehlerausgabe schreibt, erscheint hier.',
  },
});
