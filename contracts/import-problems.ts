import type { Locale } from './kernel/locale.ts';
import { translate, translations } from './reasons.ts';

/** The field that a problem is about is shown beside it. */
const german = translations([
  ['No column is chosen for the {field}.', 'Dafür ist keine Spalte gewählt.'],
  ['Row {row} has the same SKU already.', 'Zeile {row} hat diese SKU schon.'],
  ['The {field} is missing.', 'Die Angabe fehlt.'],
  ['The {field} is longer than {count} characters.', 'Der Text ist länger als {count} Zeichen.'],
  ['"{value}" is no price.', '„{value}“ ist kein Preis.'],
  ['The price must not be negative.', 'Der Preis darf nicht negativ sein.'],
  ['The price is too large.', 'Der Preis ist zu groß.'],
  [
    '"{value}" has more than the {count} decimals of {currency}.',
    '„{value}“ hat mehr als die {count} Nachkommastellen von {currency}.',
  ],
  [
    'The price says {one}, the currency column {other}.',
    'Der Preis steht in {one}, die Spalte der Währung sagt {other}.',
  ],
  ['"{value}" is no currency (ISO 4217).', '„{value}“ ist keine Währung (ISO 4217).'],
  ['"{value}" is no tax rate.', '„{value}“ ist kein Steuersatz.'],
  ['The tax rate must be between 0 and 100 per cent.', 'Der Steuersatz muss zwischen 0 und 100 Prozent liegen.'],
  [
    'Tax category {category} carries no tax: the rate must be 0.',
    'Die Steuerart {category} trägt keine Steuer: Der Satz muss 0 sein.',
  ],
  ['"{value}" is no GTIN: the check digit does not fit.', '„{value}“ ist keine GTIN: Die Prüfziffer stimmt nicht.'],
]);

/** What is wrong with a row of a price list, in the words of one language; it is stored in English. */
export const tellImportProblem = (message: string, locale: Locale): string =>
  locale === 'en' ? message : translate(message, german);
