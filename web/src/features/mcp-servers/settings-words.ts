import { defineWords } from '../../lib/i18n.ts';

export const settingsWords = defineWords({
  saved: { en: 'Saved', de: 'Gespeichert' },
  savedRedeploy: {
    en: 'Saved. It takes effect with the next deployment.',
    de: 'Gespeichert. Es wirkt mit der nächsten Bereitstellung.',
  },
  save: { en: 'Save', de: 'Speichern' },
  effectNote: {
    en: 'Source, access, limits and where it runs take effect with the next deployment; everything else at once.',
    de: 'Herkunft, Zugriff, Limits und Laufort wirken mit der nächsten Bereitstellung; alles andere sofort.',
  },
  conflictTitle: { en: 'Somebody else saved first', de: 'Jemand anderes hat zuerst gespeichert' },
  conflictText: {
    en: 'What you typed is kept, the rest follows what they saved. Check, then save again.',
    de: 'Ihre Eingaben bleiben, alles andere folgt dem gespeicherten Stand. Prüfen und erneut speichern.',
  },
});
