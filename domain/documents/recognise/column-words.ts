import { fold } from './fold.ts';

/** What a column of a request can hold. `fact` columns repeat a header value (reference, customer …) on every row. */
const columnRoles = [
  'position',
  'quantity',
  'unit',
  'description',
  'partNumber',
  'customerPart',
  'gtin',
  'manufacturer',
  'price',
  'neededBy',
  'note',
  'packSize',
  'fact',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** Header words in English, German, French, Spanish, Italian and Dutch, folded, separated by bars. */
const phrases: Readonly<Record<ColumnRole, string>> = {
  position:
    'pos|position|posn|pos no|pos nr|posnr|no|nr|num|line|line no|line number|ln|item no|item number|item nr|item|#|lfd nr|lfd|lfdnr|zeile|posten|position nr|row|row no|index|sl no|s no|sr no|serial|ligne|n|no ligne|numero|linea|riga|regel|regelnr|volgnr|n o|lp|idx|nummer|ordnungszahl|oz|ref',
  quantity:
    'qty|to order|qty to order|to be ordered|reqd|no off|amount|qty req|qty required|qty needed|quantity|quantities|order qty|order quantity|required qty|requested qty|req qty|quantity required|quantity requested|quantity needed|qnty|quant|count|no of units|number of units|number|nos|pieces|pcs|units|needed|required|amount needed|how many|demand|volume|anzahl|menge|stuckzahl|stuck|stueck|stk|st|bestellmenge|bedarf|anfragemenge|bedarfsmenge|benotigte menge|anz|mge|zu bestellen|benotigt|erforderlich|gewunscht|souhaite|demande|solicitado|requerido|richiesto|gewenst|uds|unds|pz|pza|pzas|pce|pces|stck|stks|quantite|qte|qte demandee|nombre|nb|cantidad|cant|ctd|cantidad solicitada|unidades|quantita|quantita richiesta|q ta|qta|pezzi|n pezzi|aantal|hoeveelheid|aant|stuks|besteld aantal',
  unit: 'unit|units|uom|u m|um|uo m|unit of measure|unit of measurement|unit of issue|uoi|measure|me|einheit|mengeneinheit|mengeneinh|mengen einheit|einh|eh|unite|unite de mesure|ud|unidad|unidad de medida|u medida|unita|unita di misura|u di m|eenheid|maateenheid|packaging|pack|package|pack unit|verpackungseinheit|ve|gebinde|sales unit|order unit|bestelleinheit|basiseinheit|conditionnement',
  description:
    'description|item description|item|items|product|product description|product name|article|article description|article name|item name|name|material|material description|material text|short text|long text|designation|goods|goods description|description of goods|commodity|specification|specifications|details|item details|product details|requested item|requested product|requirement|what|scope|part description|text|title|beschreibung|bezeichnung|artikelbezeichnung|artikel|artikelbeschreibung|artikelname|produkt|produktbezeichnung|produktname|produktbeschreibung|ware|warenbezeichnung|materialkurztext|materialbezeichnung|kurztext|langtext|leistung|gegenstand|benennung|gewunschter artikel|libelle|produit|desserte|designation du produit|designation article|description du produit|descripcion|descripcion del articulo|descripcion del producto|articulo|producto|concepto|denominacion|descrizione|descrizione articolo|articolo|prodotto|denominazione|descrizione prodotto|omschrijving|artikelomschrijving|productomschrijving|benaming|productnaam',
  partNumber:
    'mpn|mfr part no|mfr part|mfr no|mfg part no|mfg part number|mfg part|mfg no|mfr part number|mfr p n|mfg p n|manufacturer part number|manufacturer part no|manufacturer part|manufacturer no|manufacturer number|manufacturers part no|manufacturer s part number|maker s part no|maker part no|maker no|maker code|maker part|maker ref|manufacturer code|manufacturer ref|mfr code|mfr ref|brand part ref|part code|part ref|fabrikat nr|fabrikatnummer|fabrikat|oem no|oem number|oem part no|part number|part no|part nr|partnumber|part num|part #|p n|pn|part|model|model no|model number|model code|type|type no|type number|typ|typ nr|typnummer|typenbezeichnung|catalogue number|catalogue no|catalog no|catalog number|cat no|order code|order no|ordering code|sku|supplier part no|supplier code|vendor part no|vendor part number|your part no|your item no|your article no|your code|your sku|hersteller nr|herstellernummer|hersteller art nr|hersteller artikelnummer|herstellerartikelnummer|hersteller teilenummer|herstellerteilenummer|hersteller tnr|herstellertyp|herst nr|herst teilenr|htn|teilenummer|teilenr|teile nr|modell|modellnummer|modell nr|bestellnummer|bestellnr|best nr|artikelnummer hersteller|ihre artikelnummer|ihre art nr|lieferanten artikelnummer|lieferantenartikelnummer|ref fabricant|reference fabricant|reference constructeur|ref constructeur|ref fournisseur|reference fournisseur|code fabricant|modele|ref|reference|referencia|referencia fabricante|ref fabricante|n de pieza|numero de pieza|modelo|codigo fabricante|codice produttore|cod produttore|codice fornitore|codice costruttore|modello|rif produttore|codice|cod|fabrikantnummer|fabrikant nr|typenummer|onderdeelnummer|artikelnummer fabrikant|bestelnummer|artikelnummer|artikel nr|artikelnr|art nr|art no|article no|article number|article code|codigo',
  customerPart:
    'our ref|our reference|our part no|our part number|our code|our item no|our item code|our article no|our no|our number|our sku|our material|our stock no|internal no|internal number|internal ref|internal code|internal id|internal part no|customer part no|customer part number|customer material|customer item no|customer code|customer ref|cust part no|buyer part no|buyer s code|buyer code|buyer item no|material no|material number|material nr|material code|materialno|materialnummer|materialnr|mat nr|mat no|mat num|sap no|sap nr|sap number|sap code|your ref our code|stock ref|stock reference|internal article|internal article no|internal item|sap material|sap material no|cust item id|customer item id|stock code|stock no|stock number|item code|item id|item ref|product code|product id|product no|product number|erp no|erp code|sachnummer|sachnr|sach nr|ident nr|identnummer|unsere art nr|unsere artikelnummer|unsere artikel nr|unsere nummer|unsere nr|unsere materialnummer|interne nummer|interne nr|interne artikelnummer|interne art nr|kundenartikelnummer|kunden art nr|kundenmaterial|kundenmaterialnummer|lagernummer|notre reference|notre ref|notre code|ref interne|reference interne|code interne|code article|code produit|ref client|reference client|nuestra referencia|nuestra ref|codigo interno|referencia interna|ref interna|codigo cliente|codigo articulo|codigo de articulo|codigo material|nostro codice|nostro riferimento|codice interno|rif interno|codice articolo|codice cliente|codice materiale|ons artikelnummer|onze referentie|onze code|ons nummer|intern nummer|intern artikelnummer|interne code|artikelcode|materiaalnummer',
  gtin: 'ean|gtin|upc|barcode|ean code|ean gtin|gtin ean|isbn|ean nr|strichcode|code barres|codigo de barras|codice a barre',
  manufacturer:
    'manufacturer|manufacturer name|mfr|mfg|maker|make|brand|brand name|hersteller|herstellername|marke|fabrikat|marque|fabricant|constructeur|marca|fabricante|produttore|costruttore|merk|fabrikant',
  price:
    'price|unit price|target price|target|target cost|budget|budget each|budget price|cost|unit cost|est price|estimated price|expected price|price each|each|list price|total|total price|total amount|line total|amount|value|net price|discount|vat|tax|currency|zielpreis|preis|einzelpreis|stuckpreis|ep|gp|gesamtpreis|gesamt|summe|betrag|wert|wahrung|mwst|richtpreis|preisvorstellung|prix|prix unitaire|prix cible|prix ht|pu|montant|devise|remise|precio|precio unitario|precio objetivo|importe|divisa|prezzo|prezzo unitario|prezzo target|importo|valuta|prijs|stuksprijs|richtprijs|bedrag|your price|your quote|offer price|angebotspreis|ihr preis|last price|letzter preis',
  neededBy:
    'need date|needed on|required on|wanted on|date req|date requested|needed by|need by|need by date|needed by date|required by|required by date|required date|delivery date|delivery|requested delivery|due date|due|date required|date needed|deliver by|wanted by|liefertermin|wunschtermin|wunschliefertermin|lieferdatum|termin|benotigt bis|bedarfstermin|bis wann|date de livraison|livraison|date souhaitee|delai|fecha de entrega|entrega|fecha requerida|plazo|data di consegna|consegna|data consegna|leverdatum|gewenste leverdatum|levering|date|datum|fecha|data',
  note: 'remark|remarks|comment|comments|note|notes|additional info|info|bemerkung|bemerkungen|anmerkung|anmerkungen|hinweis|kommentar|zusatz|remarque|remarques|commentaire|observation|observaciones|observacion|notas|comentarios|osservazioni|opmerking|opmerkingen|toelichting|lead time|lieferzeit|availability|status|category|warengruppe|kategorie|cost centre|cost center|kostenstelle|project|projekt|location|lagerort|requester|department|abteilung|weight|gewicht|country of origin|hs code|stock|stock on hand|on hand|in stock|current stock|stock level|min stock|usage|annual usage|consumption|last year|last year qty|bestand|lagerbestand|istbestand|mindestbestand|verbrauch|jahresverbrauch|vorjahr|vorjahresmenge',
  packSize:
    'pack size|package size|packing size|pack qty|units per pack|pcs per box|pcs per pack|inhalt|packungsgrosse|vpe|stuck je ve|stuck pro karton|par boite|unites par boite',
  fact: 'rfq no|rfq number|rfq|rfq ref|enquiry no|inquiry no|enquiry|request no|anfrage nr|anfragenummer|anfrage|customer|company|buyer|firma|kunde|besteller|email|e mail|mail|contact|ansprechpartner|kontakt|attn|quote by|quotes due|please quote by|angebot erbeten bis|angebotsfrist|unser zeichen|vorgang|client|societe|cliente|empresa|azienda|klant|bedrijf|contacto|contatto|demande no|n demande|solicitud|richiesta|aanvraag|aanvraagnummer|bestellung|phone|telefon|tel',
};

/** The role of that name; `note` for any other name. */
export function roleOf(name: string): ColumnRole {
  return columnRoles.find((role) => role === name) ?? 'note';
}

const exact = new Map<string, Set<ColumnRole>>();
for (const [role, list] of Object.entries(phrases)) {
  for (const phrase of list.split('|')) exact.set(phrase, (exact.get(phrase) ?? new Set()).add(roleOf(role)));
}
const longestPhrase = 5;

/** German compounds and endings whose last part tells the role ("Positionsnummer", "Liefermenge"). */
const endings: readonly [RegExp, ColumnRole][] = [
  [/(?:bezeichnung|beschreibung|omschrijving)$/, 'description'],
  [/(?:menge|anzahl|stuckzahl)$/, 'quantity'],
  [/einheit$/, 'unit'],
  [/(?:preis|prijs)$/, 'price'],
  [/(?:termin|datum)$/, 'neededBy'],
  [/(?:nummer|nr)$/, 'customerPart'],
];

/** Roles a header text may stand for, each with how well it fits (0 to 1). */
export function rolesOfHeader(text: string): Map<ColumnRole, number> {
  const folded = fold(text);
  const roles = new Map<ColumnRole, number>();
  if (folded === '' || folded.length > 60) return roles;
  for (const role of exact.get(folded) ?? []) roles.set(role, 1);
  if (roles.size > 0) return roles;
  const words = folded.split(' ');
  for (let length = Math.min(words.length, longestPhrase); length >= 1; length--) {
    // The more of the header a phrase explains, the surer the role.
    const share = 0.45 + 0.45 * (length / words.length);
    for (let start = 0; start + length <= words.length; start++) {
      const phrase = words.slice(start, start + length).join(' ');
      if (phrase.length < 2) continue;
      for (const role of exact.get(phrase) ?? []) roles.set(role, Math.max(roles.get(role) ?? 0, share));
    }
  }
  for (const [ending, role] of endings) {
    if (ending.test(folded)) roles.set(role, Math.max(roles.get(role) ?? 0, 0.7));
  }
  return roles;
}
