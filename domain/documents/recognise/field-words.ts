import { fold } from './fold.ts';

export type FieldLabel =
  | 'reference'
  | 'company'
  | 'contact'
  | 'email'
  | 'supplier'
  | 'deliverTo'
  | 'foreignReference'
  | 'phone';

/** Labels of header fields in English, German, French, Spanish, Italian and Dutch, folded, separated by bars. */
const labels: Readonly<Record<FieldLabel, string>> = {
  reference:
    'request|our request|our enquiry|our inquiry|our reference|our ref|our ref no|reference|reference no|reference number|ref|ref no|ref number|rfq|rfq no|rfq nr|rfq number|rfq ref|rfq reference|rfq id|rfq #|enquiry|enquiry no|enquiry number|enquiry ref|enquiry reference|inquiry|inquiry no|inquiry number|inquiry ref|request no|request number|request id|request ref|request reference|request for quotation no|quotation request no|quotation request|quote request|quote request no|request for quotation|purchase request|purchase request no|purchase requisition|requisition|requisition no|requisition number|pr no|pr number|tender no|tender ref|price request|pricing request|document number|req no|req number|req ref|document no|document number|doc no|case no|ticket|file no|our order no|project no|internal reference|customer reference|customer ref|buyer reference|buyer ref|unser zeichen|unsere referenz|unsere ref|unsere ref nr|unsere zeichen|anfrage|anfrage nr|anfragenr|anfragenummer|anfragennummer|anfrage nummer|preisanfrage|preisanfrage nr|angebotsanfrage|angebotsanfrage nr|vorgang|vorgangs nr|vorgangsnummer|bestellanforderung|bedarfsanforderung|sammelanfrage|angebotseinholung|angebotsaufforderung|ausschreibung|ausschreibungsnummer|zeichen|unser aktenzeichen|unsere nummer|unsere vorgangsnummer|projektnummer|vorgang nr|aktenzeichen|az|beleg|belegnummer|beleg nr|dokument nr|dokumentnummer|referenz|referenznummer|referenz nr|bezug|banf|bedarfsnummer|kennung|geschaftszeichen|notre reference|notre ref|n ref|nos ref|reference de la demande|demande|demande no|no de demande|n de demande|numero de demande|demande de prix|demande de prix no|demande de devis|demande de devis no|consultation|consultation no|no de dossier|dossier|ref demande|nuestra referencia|nuestra ref|n ref|solicitud|solicitud no|n solicitud|no de solicitud|numero de solicitud|n de solicitud|peticion|peticion de oferta|solicitud de cotizacion|solicitud de oferta|referencia|expediente|nostro riferimento|nostro rif|ns rif|ns riferimento|rif|riferimento|richiesta|richiesta n|n richiesta|numero richiesta|richiesta di offerta|richiesta offerta n|rdo|rdo n|protocollo|onze referentie|onze ref|ons kenmerk|kenmerk|aanvraag|aanvraagnummer|aanvraag nr|offerteaanvraag|offerteaanvraag nr|referentie|referentienummer|dossiernummer',
  foreignReference:
    'your reference|your ref|your quote|your quotation|your offer|ihr zeichen|ihre referenz|ihr angebot|ihre nachricht|votre reference|votre ref|v ref|su referencia|su ref|vostro riferimento|vs rif|uw kenmerk|uw referentie|customer no|customer number|kundennummer|kunden nr|debitor|vendor no|supplier no|lieferantennummer|lieferanten nr|vat|vat no|vat id|ust id|ust idnr|steuernummer|tax id|siret|siren|nif|cif|p iva|btw|kvk|hrb|iban|bic|account|previous order|old reference|cost centre|kostenstelle|project|projekt|page|seite',
  company:
    'company|company name|customer|customer name|buyer|buying company|client|client name|organisation|organization|purchaser|purchasing company|requested by|requesting company|requestor|requester|requesting party|from|sold to|bill to|account name|firm|firma|firmenname|kunde|kundenname|besteller|auftraggeber|unternehmen|absender|kaufer|anfrager|anfragender|anfragende firma|anfragesteller|anforderer|von|rechnungsempfanger|societe|entreprise|client|acheteur|raison sociale|donneur d ordre|demandeur|emetteur|de|empresa|cliente|comprador|razon social|solicitante|compania|azienda|societa|ditta|acquirente|committente|ragione sociale|richiedente|mittente|da|bedrijf|bedrijfsnaam|klant|koper|opdrachtgever|firmanaam|aanvrager|afzender|van',
  contact:
    'contact|contact person|contact name|your contact|attn|attention|attn to|name|buyer name|requested by|requestor|requester|ansprechpartner|ansprechpartnerin|kontakt|kontaktperson|bearbeiter|sachbearbeiter|einkaufer|einkauferin|zustandig|interlocuteur|personne de contact|votre contact|suivi par|acheteur|contacto|persona de contacto|referente|contatto|persona di contatto|contactpersoon|inkoper|behandeld door|nom|nombre|nome|naam|att|at|purchasing agent|purchaser',
  email:
    'email|e mail|mail|email address|e mail address|mail address|mailto|e mail adresse|courriel|adresse e mail|correo|correo electronico|indirizzo e mail|posta elettronica|e mailadres|contact email|reply to|electronic mail',
  supplier:
    'supplier|vendor|seller|to|supplier name|lieferant|verkaufer|anbieter|an|empfanger|fournisseur|vendeur|destinataire|a|proveedor|vendedor|fornitore|venditore|destinatario|spett le|leverancier|verkoper|aan|bidder|bieter|quote to',
  deliverTo:
    'deliver to|delivery address|ship to|shipping address|place of delivery|delivery location|delivery site|lieferadresse|lieferanschrift|lieferort|anlieferadresse|versand an|adresse de livraison|lieu de livraison|direccion de entrega|lugar de entrega|indirizzo di consegna|luogo di consegna|afleveradres|leveradres',
  phone:
    'phone|tel|telephone|telefon|fon|mobile|mobil|fax|handy|telefax|telephone no|tel no|portable|movil|telefono|cellulare|telefoon|direct',
};

const names: readonly FieldLabel[] = [
  'reference',
  'company',
  'contact',
  'email',
  'supplier',
  'deliverTo',
  'foreignReference',
  'phone',
];
const index = new Map<string, FieldLabel[]>();
for (const name of names) {
  for (const phrase of labels[name].split('|')) index.set(phrase, [...(index.get(phrase) ?? []), name]);
}

/** Words for "number" and small words that labels carry in any order ("N.º de solicitud", "Demande n°", "Request ID"). */
const filler =
  /(?<= |^)(?:n|o|no|nr|num|numero|number|nummer|numer|id|ident|code|de|du|of|der|des|del|della|di|van|the)(?= |$)/g;

const withoutFiller = (folded: string): string => folded.replaceAll(filler, '').replaceAll(/ +/g, ' ').trim();

/** Fields a label text may name. The label is taken whole ("Our reference:"), small words around it are forgiven. */
export function fieldsOfLabel(text: string): FieldLabel[] {
  const folded = fold(text.replace(/[:.#\s]+$/, '').replaceAll(/[°#]/g, ' '));
  if (folded === '' || folded.length > 45) return [];
  const known = index.get(folded);
  if (known !== undefined) return known;
  // "Customer no." is not the customer: without its number word a label may only name a reference.
  const bare = index.get(withoutFiller(folded)) ?? [];
  return bare.filter((field) => field === 'reference' || field === 'foreignReference');
}
