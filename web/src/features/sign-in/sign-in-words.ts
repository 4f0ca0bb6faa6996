import { defineWords } from '../../lib/i18n.ts';

export const signInWords = defineWords({
  signIn: { en: 'Sign in', de: 'Anmelden' },
  lead: { en: 'Requests in, exact quotes out.', de: 'Anfragen rein, exakte Angebote raus.' },
  email: { en: 'E-mail', de: 'E-Mail' },
  password: { en: 'Password', de: 'Passwort' },
  showPassword: { en: 'Show password', de: 'Passwort zeigen' },
  hidePassword: { en: 'Hide password', de: 'Passwort verbergen' },
  noAccount: {
    en: 'No account yet? An admin of your workspace can invite you.',
    de: 'Noch kein Konto? Ein Admin Ihres Arbeitsbereichs kann Sie einladen.',
  },
  welcome: { en: 'Welcome to Throughline', de: 'Willkommen bei Throughline' },
  welcomeAdmin: {
    en: 'You are the first admin of “{workspace}”. Choose how you sign in.',
    de: 'Sie sind der erste Admin von „{workspace}“. Legen Sie Ihre Anmeldung fest.',
  },
  welcomeInvited: {
    en: 'You are invited to “{workspace}”. Choose how you sign in.',
    de: 'Sie sind zu „{workspace}“ eingeladen. Legen Sie Ihre Anmeldung fest.',
  },
  name: { en: 'Your name', de: 'Ihr Name' },
  passwordHint: {
    en: 'At least 12 characters. A short sentence is a good one.',
    de: 'Mindestens 12 Zeichen. Ein kurzer Satz ist gut.',
  },
  badEmail: {
    en: 'This is no complete e-mail address, such as anna@example.com.',
    de: 'Das ist keine vollständige E-Mail-Adresse wie anna@example.com.',
  },
  nameMissing: { en: 'Enter your name.', de: 'Geben Sie Ihren Namen ein.' },
  passwordShort: { en: 'Use at least 12 characters.', de: 'Mindestens 12 Zeichen.' },
  start: { en: 'Start', de: 'Los geht’s' },
  toSignIn: { en: 'Go to sign-in', de: 'Zur Anmeldung' },
});
