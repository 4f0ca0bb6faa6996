import type { OtherPaper } from '../../../contracts/document-reading.ts';

const titles: readonly (readonly [OtherPaper, string])[] = [
  [
    'invoice',
    String.raw`(?:(?:pro-?forma|tax|commercial|sales)[ -])?invoice|(?:(?:proforma|schluss|abschlags|teil)-?)?rechnung|facture|factura|fattura|factuur`,
  ],
  [
    'order_confirmation',
    String.raw`(?:(?:purchase|sales) )?order (?:confirmation|acknowledge?ment)|confirmation of (?:your )?order|(?:auftrags|bestell)best(?:ä|ae)tigung|confirmation de commande|confirmaci[oó]n de pedido|conferma d'ordine|orderbevestiging`,
  ],
  [
    'delivery_note',
    String.raw`(?:delivery|despatch|dispatch) (?:note|slip)|packing (?:list|slip)|lieferschein|packliste|bon de livraison|albar[aá]n|bolla di consegna|pakbon`,
  ],
  [
    'other_paper',
    String.raw`credit note|gutschrift|(?:payment )?reminder|zahlungserinnerung|(?:\d\. )?mahnung|statement of account|kontoauszug|receipt|quittung|avoir`,
  ],
];
const number = String.raw`(?:[\s-]*(?:no|nr|nummer|number|num|n[°º]|#)?[.:]*\s*[\p{L}\d/._-]*\d[\p{L}\d/._-]*)?`;
const dated = String.raw`(?:\s?[,/–-]?\s+(?:(?:of|dated|vom|du|del|van)\s+)?\d{1,4}[./ -]{1,2}[\p{L}\d]{1,9}[./ -]{1,2}\d{1,4})?`;
/** The whole line is the paper's name, with its number and date at most: "Rechnung Nr. 2026-77", but not "Rechnung an: …". */
const isTitle = titles.map(
  ([kind, names]) => [kind, new RegExp(`^(?:(?:your|ihre?)\\s+)?(?:${names})${number}${dated}$`, 'iu')] as const,
);

/** What only such a paper says, for those without a title of their own: both of a pair, each in some line. */
const signs: readonly (readonly [OtherPaper, RegExp, RegExp])[] = [
  [
    'invoice',
    /^(?:invoice|rechnungs?)[ -]?(?:no|number|date|nr|nummer|datum)\b/iu,
    /zahlbar|rechnungsbetrag|\biban\b|(?:amount|total|balance|payment) due/iu,
  ],
  [
    'order_confirmation',
    /(?:we|wir) (?:hereby |herewith )?(?:confirm|bestätigen)|(?:thank you|thanks|dank) (?:for|für)/iu,
    /(?:confirm|thank you for|thanks for) your (?:purchase )?order|(?:bestätigen|dank für)[^.]{0,30} ihre[n]? (?:auftrag|bestellung)/iu,
  ],
  [
    'delivery_note',
    /^(?:(?:delivery|despatch|dispatch) note|packing slip|lieferschein)[ -]?(?:no|number|date|nr|nummer|datum)\b/iu,
    /delivered|received|geliefert|erhalten|empfang/iu,
  ],
];

const circular = /\b(?:unsubscribe|newsletter abbestellen|vom newsletter abmelden|se désabonner)\b/iu;

const asking =
  /anfrage|angebot|quot(?:e|es|ation|ations|ing)\b|\brf[qpi]\b|enquir|inquir|\btender|\bbids?\b|(?:price|pricing) (?:request|check)|offer|preis(?:e|auskunft)\b|bedarf|benötigen|devis|demande de prix|\boffre|cotiza|presupuest|\boferta|preventiv|\bofferta|offerte|prijsopgave/iu;

/** A seller refers to what came before: "your enquiry of 3 March", "gemäß unserem Angebot". That asks for nothing. */
const sellersWords =
  /\b(?:your (?:\p{L}+ )?(?:enquiry|inquiry|rfq|request)|(?:as per|per|according to|based on|our) (?:our |your |the )?(?:quotation|quote|offer)|ihre[rns]? anfrage|unser(?:e[mns]?)? angebot|(?:gem(?:äß|\.)|laut|lt\.|zum?) (?:\p{L}+ )?angebots?|angebots(?:nummer|nr|datum)|quot(?:e|ation) (?:no|number|ref|date))\b/giu;

function namedPaper(texts: readonly string[]): OtherPaper | null {
  const named = isTitle.find(([, title]) => texts.some((text) => text.length < 80 && title.test(text.trim())));
  const signed = signs.find(([, ...both]) => both.every((sign) => texts.some((text) => sign.test(text.trim()))));
  return named?.[0] ?? signed?.[0] ?? (texts.some((text) => circular.test(text)) ? 'other_paper' : null);
}

/** Which paper of another kind this is (invoice, confirmation, delivery note, circular …); null when it asks for a price. */
export function otherPaper(texts: readonly string[]): OtherPaper | null {
  const kind = namedPaper(texts);
  return kind === null || texts.some((text) => asking.test(text.replaceAll(sellersWords, ' '))) ? null : kind;
}
