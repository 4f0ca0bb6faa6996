import { defineWords } from '../../lib/i18n.ts';

export const signInWords = defineWords({
  heading: { en: 'Your sign-in there', de: 'Ihre Anmeldung dort' },
  none: {
    en: 'You are not signed in at this server. Sign in when its tools ask for it.',
    de: 'Sie sind bei diesem Server nicht angemeldet. Melden Sie sich an, wenn seine Werkzeuge es verlangen.',
  },
  authorized: { en: 'Signed in', de: 'Angemeldet' },
  expired: {
    en: 'The server takes the sign-in no more. Sign in again.',
    de: 'Der Server nimmt die Anmeldung nicht mehr an. Melden Sie sich neu an.',
  },
  signIn: { en: 'Sign in', de: 'Anmelden' },
  signInAgain: { en: 'Sign in again', de: 'Erneut anmelden' },
  wanted: {
    en: 'A call needed more rights than you gave: {scope}. Sign in again to give them.',
    de: 'Ein Aufruf brauchte mehr Rechte, als Sie gaben: {scope}. Melden Sie sich neu an, um sie zu geben.',
  },
  opens: { en: 'Opens the page of the server’s own sign-in.', de: 'Öffnet die Anmeldeseite des Servers.' },
  forget: { en: 'Forget the sign-in', de: 'Anmeldung vergessen' },
  badAddress: {
    en: 'The server named no web page to sign in at.',
    de: 'Der Server nennt keine Webseite für die Anmeldung.',
  },
});
