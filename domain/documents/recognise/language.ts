import type { DocumentReading } from '../../../contracts/document-reading.ts';

type Language = DocumentReading['language'];

/** Small words and form words that tell a language; product texts are often English whatever the form is. */
const tell: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:the|please|quote|quotation|request|you|your|our|following|items?|delivery|required|needed|reference|company|dear|regards|quantity|qty|description|unit|date|price|phone)\b/giu,
  de: /\b(?:der|die|das|und|bitte|wir|ihr|ihre|sie|um|für|anfrage|angebot|liefer\w*|menge|anzahl|st(?:ü|ue)ck|stk|bezeichnung|datum|firma|kunde|unser|zeichen|grüßen|geehrte|benötigt|preis\w*|telefon|einheit|pos)\b/giu,
  fr: /\b(?:le|les|des|nous|vous|votre|notre|merci|veuillez|demande|devis|prix|livraison|quantité|qté|désignation|référence|société|date|cordialement|bonjour|madame|monsieur|unité|téléphone)\b/giu,
  es: /\b(?:el|los|las|nosotros|por|favor|solicitud|oferta|presupuesto|precio|entrega|cantidad|descripción|referencia|empresa|fecha|saludos|estimados?|nuestra|unidad|teléfono)\b/giu,
  it: /\b(?:il|gli|della|di|per|favore|richiesta|offerta|preventivo|prezzo|consegna|quantità|descrizione|riferimento|azienda|data|saluti|gentili|nostro|unità|telefono|articolo)\b/giu,
  nl: /\b(?:de|het|een|wij|graag|aanvraag|offerte|prijs|levering|leverdatum|aantal|omschrijving|referentie|bedrijf|datum|groeten|geachte|onze|eenheid|telefoon|stuks)\b/giu,
};

/** The language of the form words: the one most of whose tell-tale words occur. English when nothing tells. */
export function findLanguage(texts: readonly string[]): Language {
  const sample = texts.join('\n').slice(0, 20_000);
  const languages: readonly Language[] = ['en', 'de', 'fr', 'es', 'it', 'nl'];
  let best: Language = 'en';
  let most = 0;
  for (const language of languages) {
    const count = [...sample.matchAll(tell[language])].length;
    if (count > most) {
      best = language;
      most = count;
    }
  }
  return best;
}
