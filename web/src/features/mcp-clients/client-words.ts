import { defineWords } from '../../lib/i18n.ts';

export const clientWords = defineWords({
  title: { en: 'MCP clients', de: 'MCP-Clients' },
  intro: {
    en: 'Programs outside, such as Claude or an editor, that may use your tools through the gateway.',
    de: 'Programme außerhalb, etwa Claude oder ein Editor, die Ihre Werkzeuge über das Gateway nutzen dürfen.',
  },
  list: { en: 'MCP clients', de: 'MCP-Clients' },
  add: { en: 'Allow a client', de: 'Client zulassen' },
  emptyTitle: { en: 'No client is allowed yet', de: 'Noch ist kein Client zugelassen' },
  emptyText: {
    en: 'Allow one and copy its ready configuration.',
    de: 'Lassen Sie einen zu und kopieren Sie die fertige Konfiguration.',
  },
  emptyReadOnly: { en: 'An admin can allow the first one.', de: 'Ein Admin kann den ersten zulassen.' },
  name: { en: 'Name', de: 'Name' },
  nameHint: { en: 'Such as “Claude on my laptop”.', de: 'Etwa „Claude auf meinem Laptop“.' },
  nameWrong: {
    en: 'Give a name of at most 120 characters.',
    de: 'Geben Sie einen Namen mit höchstens 120 Zeichen an.',
  },
  kind: { en: 'Program', de: 'Programm' },
  claude: { en: 'Claude', de: 'Claude' },
  cursor: { en: 'Cursor', de: 'Cursor' },
  vscode: { en: 'VS Code', de: 'VS Code' },
  other: { en: 'Another one', de: 'Ein anderes' },
  auth: { en: 'Signs in', de: 'Anmeldung' },
  oauth: { en: 'By sign-in in the browser', de: 'Im Browser' },
  'service-account': { en: 'With a secret of its own', de: 'Mit eigenem Geheimnis' },
  authHint: {
    en: 'In the browser it acts as the person who signs in; with a secret it acts as a program.',
    de: 'Im Browser handelt er als die Person, die sich anmeldet; mit Geheimnis als Programm.',
  },
  server: { en: 'Only one server', de: 'Nur ein Server' },
  serverHint: {
    en: 'Name of a server. Empty: all tools together.',
    de: 'Name eines Servers. Leer: alle Werkzeuge zusammen.',
  },
  redirectUris: { en: 'Return addresses', de: 'Rückkehradressen' },
  redirectHint: {
    en: 'For sign-in in the browser, one a line. Empty for clients that register themselves.',
    de: 'Für die Anmeldung im Browser, eine pro Zeile. Leer bei Clients, die sich selbst anmelden.',
  },
  redirectWrong: {
    en: 'Give at most 10 addresses such as https://example.com/callback.',
    de: 'Höchstens 10 Adressen wie https://example.com/callback.',
  },
  create: { en: 'Allow', de: 'Zulassen' },
  created: { en: '{name} may come in', de: '{name} ist zugelassen' },
  createdText: {
    en: 'Copy what you need now: secrets in it are shown only this once.',
    de: 'Kopieren Sie jetzt, was Sie brauchen: Geheimnisse darin werden nur dieses eine Mal gezeigt.',
  },
  done: { en: 'I have saved it', de: 'Ich habe es gespeichert' },
  config: { en: 'Configuration', de: 'Konfiguration' },
  configOf: { en: 'Configuration of {name}', de: 'Konfiguration von {name}' },
  configText: {
    en: 'Secrets are left out; a lost one cannot be shown again.',
    de: 'Geheimnisse fehlen darin; ein verlorenes kann nicht erneut gezeigt werden.',
  },
  belongsIn: { en: '{title} · goes into {file}', de: '{title} · gehört in {file}' },
  showConfig: { en: 'Configuration of {name}', de: 'Konfiguration von {name}' },
  remove: { en: 'Remove', de: 'Entfernen' },
  removeOf: { en: 'Remove {name}', de: '{name} entfernen' },
  removeTitle: { en: 'Shut {name} out?', de: '{name} aussperren?' },
  removeText: {
    en: 'Its tokens and its secret end at once. Programs that use them stop working.',
    de: 'Tokens und Geheimnis enden sofort. Programme, die sie nutzen, funktionieren nicht mehr.',
  },
  lastUsed: { en: 'used', de: 'genutzt' },
  neverUsed: { en: 'never used', de: 'nie genutzt' },
  by: { en: 'by {name}', de: 'von {name}' },
});
