const titles = String.raw`(?:(?:pro-?forma|tax|commercial|sales)[ -])?invoice|(?:(?:proforma|schluss|abschlags|teil)-?)?rechnung|(?:(?:purchase|sales) )?order confirmation|confirmation of (?:your )?order|auftragsbest(?:ä|ae)tigung|delivery (?:note|slip)|packing (?:list|slip)|lieferschein|credit note|gutschrift|(?:payment )?reminder|zahlungserinnerung|(?:\d\. )?mahnung|statement of account|kontoauszug|receipt|quittung|facture|avoir|bon de livraison|confirmation de commande|factura|albar[aá]n|confirmaci[oó]n de pedido|fattura|bolla di consegna|conferma d'ordine|factuur|pakbon|orderbevestiging`;
const number = String.raw`(?:\s*(?:no|nr|nummer|number|num|n[°º]|#)?[.:]*\s*[\p{L}\d/._-]*\d[\p{L}\d/._-]*)?`;
/** The whole line is the paper's name, with its number at most: "Rechnung Nr. 2026-77", but not "Rechnung an: …". */
const title = new RegExp(`^(?:${titles})${number}$`, 'iu');

const circular = /\b(?:unsubscribe|newsletter abbestellen|vom newsletter abmelden|se désabonner)\b/iu;

const asking =
  /anfrage|angebot|quot(?:e|es|ation|ations|ing)\b|\brf[qpi]\b|enquir|inquir|tender|\bbids?\b|(?:price|pricing) (?:request|check)|offer|preis(?:e|auskunft)\b|bedarf|benötigen|devis|demande de prix|\boffre|cotiza|presupuest|\boferta|preventiv|\bofferta|offerte|prijsopgave/iu;

/** Papers of another kind (invoices, confirmations, delivery notes, circulars) that nowhere ask for a price. */
export function isOtherPaper(texts: readonly string[]): boolean {
  const isNamed = texts.some((text) => (text.length < 60 && title.test(text.trim())) || circular.test(text));
  return isNamed && !texts.some((text) => asking.test(text));
}
