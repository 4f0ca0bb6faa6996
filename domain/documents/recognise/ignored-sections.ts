/** Words by which people mark what is not to be quoted: archives, old orders, examples, instructions. */
const notRequested =
  /\b(?:do not (?:quote|use|price)|don't quote|not for quotation|no quote|for (?:your )?(?:information|reference) only|fyi only|archived?|archive|old (?:orders?|items|lines|requests?)|previous(?:ly)? (?:orders?|ordered|quoted|quotes?|requests?|year|month)|last (?:year|month|order|time|quarter)(?:'s)?|already (?:ordered|quoted|delivered)|order history|history|superseded|obsolete|cancelled|example(?:s| lines?| order)?|sample (?:lines?|entry|rows?)|nicht anbieten|nicht berücksichtigen|bitte nicht|nur zur (?:info|information|kenntnis)|archiv|alt(?:e|er) (?:anfragen?|bestellungen?|positionen)|letzte (?:bestellung|anfrage)|letztes jahr|vorjahr|frühere bestellungen?|bereits (?:bestellt|geliefert|angeboten)|historie|storniert|beispiel(?:e|zeilen?)?|muster(?:zeilen?)?|ne pas (?:chiffrer|coter)|pour information|ancien(?:ne)?s? (?:commandes?|demandes?)|commande précédente|exemple|historique|annulé|no cotizar|solo informativo|pedidos? anterior(?:es)?|ejemplo|histórico|archivo|non quotare|solo per informazione|ordin[ei] precedent[ei]|esempio|storico|archivio|niet offreren|ter informatie|eerdere bestelling(?:en)?|vorige bestelling|voorbeeld|archief)\b/iu;

const asideSheet =
  /^(?:terms?(?: (?:and|&) conditions)?|t ?& ?cs?|conditions|instructions?|how to.*|read ?me|legend|lookup|lists?|dropdown|validation|config|settings|data ?sources?|help|agb|bedingungen|einkaufsbedingungen|anleitung|hinweise|erläuterung(?:en)?|legende|stammdaten|listen|hilfe|conditions générales|cgv|cga|mode d'emploi|notice|condiciones|instrucciones|ayuda|condizioni|istruzioni|voorwaarden|instructies|uitleg|archive?|archiv|old|alt|history|template|vorlage|modèle|plantilla|modello|sjabloon)$/iu;

/** "Order 2024 (old)", "Bestellung alt". */
const oldSheet = /(?:^|[\s(])(?:alt|old|veraltet|outdated|ancien|viejo|vecchio|oud)\)?$/iu;

/** A heading that says the table below it is not part of the request. */
export function isNotRequested(text: string): boolean {
  return text.length < 120 && !/@|https?:/.test(text) && notRequested.test(text);
}

/** A sheet that by its name holds no request: archive, terms, instructions, lookup lists. */
export function isAsideSheet(name: string): boolean {
  const trimmed = name.trim().replace(/[_-]+/g, ' ');
  return asideSheet.test(trimmed) || oldSheet.test(trimmed) || isNotRequested(trimmed);
}

const struckWords = String.raw`cancell?ed|withdrawn|deleted|storniert|gestrichen|entf(?:ä|ae)llt|entfallen|hinf(?:ä|ae)llig|annulée?s?|supprimée?s?|anulad[oa]s?|cancelad[oa]s?|annullat[oaie]|geannuleerd|vervallen`;
/** The word alone, before a colon or dash, in brackets, or behind a dash at the end. */
const struckMark = new RegExp(
  `^[\\s*([-]*(?:${struckWords})(?:[\\s*)\\]!.]*$|\\s*[)\\]:;–—-])|[([*]\\s*(?:${struckWords})\\s*[)\\]*]|\\s[–—-]+\\s*(?:${struckWords})[\\s!.]*$`,
  'iu',
);
const notWanted =
  /\b(?:do not (?:quote|price)|don't (?:quote|price)|no longer (?:needed|required|wanted)|not (?:needed|required) any ?more|nicht (?:mehr )?(?:anbieten|angeboten|benötigt|erforderlich)|nicht mehr (?:nötig|gebraucht)|ne pas (?:chiffrer|coter)|plus nécessaire|no cotizar|non quotare|niet (?:offreren|meer nodig))\b/iu;

/** "Do not quote alternatives" is a condition of the line. */
const substitutes = /alternativ|equivalent|substitut|ersatz|gleichwertig|équivalent|sustitut|sostitut/iu;

/** A requested line that its writer took back: "CANCELLED", "(entfällt)", "please do not quote". */
export function isTakenBack(text: string): boolean {
  return struckMark.test(text) || (notWanted.test(text) && !substitutes.test(text));
}
