import type { MailHead, ReadValue } from '../../../contracts/document-reading.ts';
import { fieldsOfLabel } from './field-words.ts';
import type { OwnIdentity } from './own-identity.ts';
import { isOwnAddress } from './own-identity.ts';
import type { Snippet } from './snippets.ts';

export type AddressCandidate = { address: string; score: number; snippet: Snippet | null };

const address = /[\p{L}\d._%+'-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{2,63})+/giu;

/** Mailboxes of departments that do not buy. Short words must stand alone: "hr" is in Christine, "recht" in Albrecht. */
const wrongDesk =
  /account|invoic|rechnung|buchhaltung|faktur|factur|fattur|compta|contabil|boekhoud|finance|payable|kreditoren|datenschutz|privacy|no-?reply|do-?not-?reply|support|helpdesk|newsletter|marketing|karriere|webmaster|postmaster|security|compliance|quality|warehouse|wareneingang|receiving|(?<!\p{L})(?:billing|legal|recht|gdpr|dpo|jobs|hr|career|abuse|lager)(?!\p{L})/iu;
/** Mailboxes of those who sell: whoever asks for a quote rarely writes from one. */
const sellingDesk = /^(?:sales|vertrieb|verkauf|ventes?|ventas|vendite|verkoop)(?!\p{L})/iu;
const wrongContext =
  /invoice|rechnung|billing|account|buchhaltung|factur|fattur|legal|privacy|datenschutz|complain|beschwerde|confirm(?:ation)? of delivery|delivery notes?|lieferschein|unsubscribe|supplier|lieferant|fournisseur|proveedor|fornitore|leverancier/iu;

function scoreOf(found: string, snippet: Snippet): number {
  const local = found.split('@')[0] ?? '';
  const before = snippet.text.slice(Math.max(0, snippet.text.indexOf(found) - 60), snippet.text.indexOf(found));
  const context = `${snippet.label} ${snippet.above} ${before}`;
  let score = 1;
  if (fieldsOfLabel(snippet.label).includes('email') || /\b(?:e-?mail|mail|courriel|correo)\b/iu.test(before))
    score += 3;
  if (/contact|kontakt|ansprech|attn|buyer|purchas|einkauf|achat|compras|acquisti|inkoop/iu.test(context)) score += 1;
  if (/purchas|procure|einkauf|buyer|buying|achat|compras|acquisti|inkoop|sourcing|rfq/iu.test(local)) score += 0.5;
  if (wrongDesk.test(local)) score -= 6;
  if (sellingDesk.test(local)) score -= 1.5;
  if (wrongContext.test(context)) score -= 6;
  return score;
}

/** Every address in the text with how likely it is the buyer's. */
export function addressesIn(snippets: readonly Snippet[], own: OwnIdentity): AddressCandidate[] {
  return snippets.flatMap((snippet) =>
    [...snippet.text.matchAll(address)].map((match) => {
      const found = match[0].replace(/^'+|[.'-]+$/g, '');
      const penalty = isOwnAddress(found, own) ? 12 : 0;
      return { address: found, score: scoreOf(found, snippet) - penalty, snippet };
    }),
  );
}

function fromHead(mail: MailHead, own: OwnIdentity): AddressCandidate[] {
  const senders = [mail.from, ...mail.replyTo].filter((sender) => sender !== null);
  return senders.map((sender, index) => {
    const desk = wrongDesk.test(sender.address.split('@')[0] ?? '') ? 5 : 0;
    const ours = isOwnAddress(sender.address, own) ? 12 : 0;
    return { address: sender.address, score: 4.5 - index - desk - ours, snippet: null };
  });
}

/** The address to answer to: the sender's or the contact's, never accounts, a robot, or ours. */
export function readEmail(snippets: readonly Snippet[], mail: MailHead | null, own: OwnIdentity): ReadValue | null {
  const addressed = new Set((mail?.to ?? []).map((to) => to.address.toLowerCase()));
  const candidates = [...addressesIn(snippets, own), ...(mail === null ? [] : fromHead(mail, own))].filter(
    (candidate) => !addressed.has(candidate.address.toLowerCase()),
  );
  const totals = new Map<string, number>();
  for (const candidate of candidates) {
    const key = candidate.address.toLowerCase();
    totals.set(key, Math.max(totals.get(key) ?? -20, candidate.score) + (totals.has(key) ? 0.3 : 0));
  }
  const rank = (candidate: AddressCandidate): number => totals.get(candidate.address.toLowerCase()) ?? 0;
  const best = candidates.toSorted((a, b) => rank(b) - rank(a))[0];
  if (best === undefined || rank(best) <= -3) return null;
  const confidence = Math.max(0.2, Math.min(0.98, 0.6 + rank(best) * 0.08));
  return { value: best.address.toLowerCase(), confidence, source: best.snippet?.source ?? { part: 0 } };
}
