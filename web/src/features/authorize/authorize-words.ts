import { defineWords } from '../../lib/i18n.ts';

export const authorizeWords = defineWords({
  title: { en: 'Let {client} in?', de: '{client} Zugriff geben?' },
  lead: {
    en: '{client} wants to use “{workspace}” in your name, at {resource}.',
    de: '{client} möchte „{workspace}“ in Ihrem Namen nutzen, unter {resource}.',
  },
  target: { en: 'The answer goes to {target}.', de: 'Die Antwort geht an {target}.' },
  warning: {
    en: 'Only go on if you just started this yourself. The name was chosen by the program and is not checked.',
    de: 'Fahren Sie nur fort, wenn Sie das gerade selbst begonnen haben. Den Namen hat das Programm gewählt; er ist nicht geprüft.',
  },
  permissions: { en: 'It may', de: 'Es darf' },
  notHeld: { en: 'You do not have this permission yourself.', de: 'Dieses Recht haben Sie selbst nicht.' },
  allow: { en: 'Let it in', de: 'Zugriff geben' },
  deny: { en: 'Refuse', de: 'Ablehnen' },
  later: {
    en: 'You can end this at any time under Settings, with your other sign-ins.',
    de: 'Sie können das jederzeit unter Einstellungen beenden, bei Ihren anderen Anmeldungen.',
  },
  signingIn: { en: 'Signing in…', de: 'Anmeldung läuft…' },
  refused: {
    en: 'The other side refused, or you did. Nothing changed.',
    de: 'Die andere Seite hat abgelehnt, oder Sie selbst. Es hat sich nichts geändert.',
  },
  back: { en: 'Back', de: 'Zurück' },
  problemTitle: { en: 'This program cannot be let in', de: 'Dieses Programm kann keinen Zugriff bekommen' },
  invalid_client: {
    en: 'It is not registered here. Remove the server in that program and add it again.',
    de: 'Es ist hier nicht registriert. Entfernen Sie den Server in dem Programm und fügen Sie ihn neu hinzu.',
  },
  invalid_redirect_uri: {
    en: 'It wants the answer at an address that it did not register.',
    de: 'Es möchte die Antwort an einer Adresse, die es nicht registriert hat.',
  },
  invalid_target: {
    en: 'It asks for an address that is not one of ours.',
    de: 'Es fragt nach einer Adresse, die nicht zu uns gehört.',
  },
  other: { en: 'Its request is not complete.', de: 'Seine Anfrage ist nicht vollständig.' },
});
