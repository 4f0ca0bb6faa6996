import type { EntityName } from '../../../../contracts/intent.ts';
import { fillIn } from '../../../../contracts/kernel/fail.ts';
import type { Locale, Localized } from '../../../../contracts/kernel/locale.ts';

const words = {
  greeting: {
    en: 'Hello! I answer questions about documents, quotes, products, customers and sales. What can I do for you?',
    de: 'Guten Tag! Ich beantworte Fragen zu Dokumenten, Angeboten, Artikeln, Kunden und Umsätzen. Was kann ich für Sie tun?',
  },
  help: {
    en: 'I can make a quote from a request, read a document again, look up customers and products, create, change and delete products, show sales figures and find passages in a document. For example: "make a quote from the last request", "find customer Miller", "sales of this month".',
    de: 'Ich kann aus einer Anfrage ein Angebot machen, ein Dokument noch einmal lesen, Kunden und Artikel suchen, Artikel anlegen, ändern und löschen, Umsätze zeigen und Stellen in einem Dokument finden. Zum Beispiel: „Erstelle ein Angebot aus der letzten Anfrage“, „Finde den Kunden Müller“, „Umsatz dieses Monats“.',
  },
  unknown: {
    en: 'I did not understand that. Say "help" to see what I can do.',
    de: 'Das habe ich nicht verstanden. Mit „Hilfe“ sehen Sie, was ich kann.',
  },
  missing: { en: 'For that I also need: {names}.', de: 'Dafür brauche ich noch: {names}.' },
  notHere: {
    en: 'I understood {tool}, but this installation has no such tool yet; nothing was done.',
    de: 'Ich habe {tool} verstanden, aber dieses Werkzeug gibt es hier noch nicht; es wurde nichts getan.',
  },
  useTool: {
    en: 'I do not do that from a chat. Use the tool {tool}, or the page of the web application; nothing was done.',
    de: 'Das mache ich nicht aus einem Chat heraus. Nutzen Sie das Werkzeug {tool} oder die Seite in der Anwendung; es wurde nichts getan.',
  },
  customers: {
    en: 'I searched the customers for "{search}" and found {count}: {names}',
    de: 'Ich habe die Kunden nach „{search}“ durchsucht und {count} gefunden: {names}',
  },
  products: {
    en: 'I looked into the catalogue and found {count} products: {names}',
    de: 'Ich habe in den Katalog gesehen und {count} Artikel gefunden: {names}',
  },
  none: { en: 'I looked, but found nothing.', de: 'Ich habe gesucht, aber nichts gefunden.' },
  sales: {
    en: 'From {from} to {to}: {requests} requests, {quotes} quotes, values: {values}.',
    de: 'Vom {from} bis {to}: {requests} Anfragen, {quotes} Angebote, Werte: {values}.',
  },
  passages: {
    en: 'I searched the document and found {count} passages. The best one stands on page {page}: "{text}"',
    de: 'Ich habe das Dokument durchsucht und {count} Stellen gefunden. Die beste steht auf Seite {page}: „{text}“',
  },
  documentState: {
    en: 'The document {name} is {state}; {lines} lines were read. {reason}',
    de: 'Das Dokument {name} hat den Stand {state}; {lines} Positionen wurden gelesen. {reason}',
  },
  quoteState: {
    en: 'The quote {number} is in state {state} with {lines} lines, {open} of them open.',
    de: 'Das Angebot {number} hat den Stand {state} mit {lines} Positionen, davon {open} offen.',
  },
  noQuote: {
    en: 'The document has no quote (it is {state}). {reason}',
    de: 'Das Dokument hat kein Angebot (Stand: {state}). {reason}',
  },
  noDocument: {
    en: 'I found no such document: {named}. Nothing was done.',
    de: 'Ein solches Dokument habe ich nicht gefunden: {named}. Es wurde nichts getan.',
  },
  quoteTotal: { en: 'Its total is {total} {currency}.', de: 'Die Summe ist {total} {currency}.' },
  quoteOpen: {
    en: 'A person decides the open lines at {page}.',
    de: 'Über die offenen Positionen entscheidet ein Mensch: {page}.',
  },
  otherCustomer: {
    en: 'The request is from {name}, not from {asked}; the quote was left with that customer.',
    de: 'Die Anfrage ist von {name}, nicht von {asked}; das Angebot blieb bei diesem Kunden.',
  },
  notSent: {
    en: 'This installation cannot send quotes yet; nothing was sent.',
    de: 'Versenden kann diese Installation noch nicht; es wurde nichts gesendet.',
  },
  confirmQuote: {
    en: 'Shall I finish the review and make the PDF? Nothing was done yet; answer "yes" to go on.',
    de: 'Soll ich die Prüfung abschließen und das PDF erstellen? Noch ist nichts geschehen; antworten Sie „ja“.',
  },
  confirmPrice: {
    en: 'Shall I change the price of {name} ({sku}) from {before} to {after}? Nothing was done yet; answer "yes" to go on.',
    de: 'Soll ich den Preis von {name} ({sku}) von {before} auf {after} ändern? Noch ist nichts geschehen; antworten Sie „ja“.',
  },
  changed: { en: 'I changed it: {names}.', de: 'Ich habe es geändert: {names}.' },
  created: { en: 'I created {names}.', de: 'Ich habe {names} angelegt.' },
  declined: { en: 'Nothing was done.', de: 'Es wurde nichts getan.' },
  confirmDelete: {
    en: 'Shall I take {name} ({sku}) out of the catalogue? Nothing was done yet; answer "yes" to go on.',
    de: 'Soll ich {name} ({sku}) aus dem Katalog nehmen? Noch ist nichts geschehen; antworten Sie „ja“.',
  },
  deleted: {
    en: 'I took {name} ({sku}) out of the catalogue.',
    de: 'Ich habe {name} ({sku}) aus dem Katalog genommen.',
  },
  ambiguous: {
    en: 'That could be more than one product: {names}. Name the SKU; nothing was done.',
    de: 'Das kann mehr als ein Artikel sein: {names}. Nennen Sie die Artikelnummer; es wurde nichts getan.',
  },
  refused: { en: 'That did not work: {message} {recovery}', de: 'Das ging nicht: {message} {recovery}' },
} as const satisfies Readonly<Record<string, Localized>>;

const entityWords: Readonly<Record<EntityName, Localized>> = {
  product: { en: 'the product', de: 'den Artikel' },
  sku: { en: 'the SKU', de: 'die Artikelnummer' },
  quantity: { en: 'the quantity', de: 'die Menge' },
  price: { en: 'the price', de: 'den Preis' },
  currency: { en: 'the currency', de: 'die Währung' },
  customer: { en: 'the name of the customer', de: 'den Namen des Kunden' },
  document: { en: 'the document (its file name or id)', de: 'das Dokument (Dateiname oder Id)' },
  period: { en: 'the period', de: 'den Zeitraum' },
  recipient: { en: 'the recipient', de: 'den Empfänger' },
  message: { en: 'the message', de: 'die Nachricht' },
};

export type SayKey = keyof typeof words;

/** A sentence of the assistant, its `{names}` filled. */
export const say = (key: SayKey, locale: Locale, values: Readonly<Record<string, string | number>> = {}): string =>
  fillIn(words[key][locale], values, locale);

export const sayEntities = (names: readonly EntityName[], locale: Locale): string =>
  names.map((name) => entityWords[name][locale]).join(', ');
