import type { Intent, Suggestion } from '../../contracts/intent.ts';
import type { Locale } from '../../contracts/kernel/locale.ts';
import { analyzeIntent } from './analyze-intent.ts';
import { foldMessage, isOneEdit, wordsOf } from './fold-message.ts';

const phrasings: readonly (readonly [Intent, string, string])[] = [
  ['process_document', 'Process this document', 'Verarbeite dieses Dokument'],
  ['generate_quote', 'Create a quote', 'Erstelle ein Angebot'],
  ['search_products', 'Search for a product', 'Suche ein Produkt'],
  ['search_customers', 'Find a customer', 'Suche einen Kunden'],
  ['get_sales_analytics', 'Show the sales of last month', 'Zeige den Umsatz vom letzten Monat'],
  ['list_products', 'List all products', 'Zeige alle Produkte'],
  ['create_product', 'Create a new product', 'Lege ein neues Produkt an'],
  ['create_from_file', 'Import a price list', 'Importiere eine Preisliste'],
  ['update_product', 'Change the price of a product', 'Ändere den Preis eines Produkts'],
  ['delete_product', 'Delete a product', 'Lösche ein Produkt'],
  ['get_product_info', 'Show details of a product', 'Zeige Details zu einem Produkt'],
  ['add_to_basket', 'Add a product to the basket', 'Lege ein Produkt in den Warenkorb'],
  ['get_basket', 'Show my basket', 'Zeige meinen Warenkorb'],
  ['get_payment_link', 'Send me a payment link', 'Schicke mir einen Zahlungslink'],
  ['answer_question', 'How long does delivery take?', 'Wie lange dauert die Lieferung?'],
  ['ask_document_question', 'What does the document say about delivery?', 'Was steht im Dokument zur Lieferung?'],
  ['send_email', 'Send an e-mail', 'Schicke eine E-Mail'],
  ['send_sms', 'Send an SMS', 'Schicke eine SMS'],
  ['send_whatsapp', 'Send a WhatsApp message', 'Schicke eine WhatsApp-Nachricht'],
  ['help', 'What can you do?', 'Was kannst du?'],
];

const nearness = (typed: readonly string[], phrase: readonly string[]): number => {
  let points = 0;
  for (const [at, word] of typed.entries()) {
    if (phrase.includes(word)) points += 2;
    else if (at === typed.length - 1 && phrase.some((other) => other.startsWith(word))) points += 1.5;
    else if (word.length >= 5 && phrase.some((other) => isOneEdit(word, other))) points += 1;
  }
  return points;
};

/** What a person who typed this much is likely to want, likeliest first; with nothing typed, what is asked most. */
export const suggestIntents = (message: string, locale: Locale, limit: number): Suggestion[] => {
  const typed = wordsOf(foldMessage(message), 60);
  const { intent, alternatives } = analyzeIntent({ message });
  const likely = [intent, ...alternatives.map((other) => other.intent)];
  return phrasings
    .map(([intent, en, de]) => {
      const text = locale === 'de' ? de : en;
      const place = likely.indexOf(intent);
      const words = wordsOf(foldMessage(text));
      const begun = foldMessage(text).startsWith(foldMessage(message).trim()) ? 4 : 0;
      return { intent, text, points: begun + nearness(typed, words) + (place < 0 ? 0 : 5 - place) };
    })
    .filter(({ points }) => typed.length === 0 || points > 0)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, limit)
    .map(({ intent, text }) => ({ text, intent }));
};
