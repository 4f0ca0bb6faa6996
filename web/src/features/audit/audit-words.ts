import { defineWords } from '../../lib/i18n.ts';

export const auditWords = defineWords({
  title: { en: 'Change log', de: 'Änderungsprotokoll' },
  intro: { en: 'Who changed what, and how it was before.', de: 'Wer was geändert hat, und wie es vorher war.' },
  search: { en: 'Filter by subject', de: 'Nach Gegenstand filtern' },
  list: { en: 'Changes', de: 'Änderungen' },
  system: { en: 'Throughline', de: 'Throughline' },
  program: { en: 'program', de: 'Programm' },
  emptyTitle: { en: 'No changes yet', de: 'Noch keine Änderungen' },
  emptyText: { en: 'Every change by an admin appears here.', de: 'Jede Änderung eines Admins erscheint hier.' },
  noResultText: {
    en: 'A subject is an id, such as that of a server in its address.',
    de: 'Ein Gegenstand ist eine ID, etwa die eines Servers in seiner Adresse.',
  },
  approved: { en: 'Approved a tool', de: 'Werkzeug freigegeben' },
  hid: { en: 'Hid a tool', de: 'Werkzeug verborgen' },
  showed: { en: 'Showed a tool again', de: 'Werkzeug wieder gezeigt' },
  renamed: { en: 'Renamed a tool', de: 'Werkzeug umbenannt' },
  open: { en: 'Open {name}', de: '{name} öffnen' },
  details: { en: 'Before and after', de: 'Vorher und nachher' },
  noDetails: { en: 'Nothing more is recorded.', de: 'Mehr ist nicht festgehalten.' },
});
