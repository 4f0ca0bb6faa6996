import { defineWords } from '../../lib/i18n.ts';

/** Why a product is offered, what differs, and what to look at: the codes of the matcher and the reader in words. */
export const matchWords = defineWords({
  gtin_equal: { en: 'GTIN {token} equal', de: 'GTIN {token} gleich' },
  sku_equal: { en: 'SKU {token} equal', de: 'SKU {token} gleich' },
  model_number_equal: { en: 'Model number {token} equal', de: 'Modellnummer {token} gleich' },
  part_number_in_text: { en: 'Part number {token} stands in the text', de: 'Teilenummer {token} steht im Text' },
  part_number_prefix: {
    en: 'Part number begins alike: {requested} and {offered}',
    de: 'Teilenummer beginnt gleich: {requested} und {offered}',
  },
  words_shared: { en: '{percent} of the words equal: {words}', de: '{percent} der Wörter gleich: {words}' },
  words_shared_none: { en: 'Few words in common', de: 'Wenige gemeinsame Wörter' },

  size: { en: 'Size', de: 'Größe' },
  colour: { en: 'Colour', de: 'Farbe' },
  capacity: { en: 'Capacity', de: 'Kapazität' },
  rating: { en: 'Rating', de: 'Leistung' },
  pack: { en: 'Pack', de: 'Packung' },
  model: { en: 'Model', de: 'Modell' },
  brand: { en: 'Brand', de: 'Marke' },
  number: { en: 'Number', de: 'Zahl' },
  word: { en: 'Word', de: 'Wort' },
  onlyAsked: { en: 'Only in the request', de: 'Nur in der Anfrage' },
  onlyOffered: { en: 'Only in the product', de: 'Nur beim Artikel' },
  asked: { en: 'asked', de: 'angefragt' },
  offered: { en: 'offered', de: 'angeboten' },
  notSaid: { en: 'not stated', de: 'keine Angabe' },

  identifier_found: { en: 'The number {token} names this product.', de: 'Die Nummer {token} benennt diesen Artikel.' },
  clear_best: { en: 'One product fits clearly best.', de: 'Ein Artikel passt klar am besten.' },
  several_alike: {
    en: '{count} products fit equally well. Which one is meant?',
    de: '{count} Artikel passen gleich gut. Welcher ist gemeint?',
  },
  best_differs: { en: 'The best fit differs in one thing.', de: 'Der beste Treffer weicht in einem Punkt ab.' },
  number_contradicts: {
    en: 'The number {token} names this product, but the text asks for something else. Which is right?',
    de: 'Die Nummer {token} benennt diesen Artikel, der Text verlangt etwas anderes. Was stimmt?',
  },
  weak_best: {
    en: 'No product fits well. These come closest.',
    de: 'Kein Artikel passt gut. Diese kommen am nächsten.',
  },
  nothing_like_it: { en: 'The catalogue has nothing like it.', de: 'Im Katalog gibt es nichts Vergleichbares.' },
  nothing_to_read: {
    en: 'The line says too little to find a product.',
    de: 'Die Position sagt zu wenig, um einen Artikel zu finden.',
  },

  duplicate_line: { en: 'Asked twice', de: 'Doppelt angefragt' },
  low_confidence: { en: 'Hard to read', de: 'Schwer lesbar' },
  quantity_ambiguous: { en: 'Quantity unclear', de: 'Menge unklar' },
  quantity_impossible: { en: 'Quantity impossible', de: 'Menge unmöglich' },
  quantity_missing: { en: 'No quantity', de: 'Keine Menge' },
  quantity_range: { en: 'Quantity is a range', de: 'Menge ist ein Bereich' },
  unit_unknown: { en: 'Unit unknown', de: 'Einheit unbekannt' },
});
