import type { MailHead, ReadValue } from '../../../contracts/document-reading.ts';
import { findDates } from './dates.ts';
import { fieldsOfLabel } from './field-words.ts';
import { fold } from './fold.ts';
import type { Snippet } from './snippets.ts';

type Candidate = { value: string; score: number; snippet: Snippet | null };

/** A reference has a digit and no sentence: "PR/210/26", "RFQ-2026912", "AN 26-4711". */
const code = /(?<![\p{L}\d])(?=[\p{L}\d./_#-]*\d)[\p{L}\d][\p{L}\d./_#-]{2,39}(?<![./_#-])/gu;
const joinedCode = /^\p{Lu}{1,6}[ -]\d[\d ./-]{2,20}\d$/u;

function isReference(text: string): boolean {
  if (findDates(text).length > 0 || /^\d{1,2}$/.test(text) || /@/.test(text)) return false;
  return !/^\d{1,3}(?:st|nd|rd|th|pcs|x|%|mm|cm|kg|gb|tb)$/i.test(text) && !/^\d+[.,]\d{2}$/.test(text);
}

function codesIn(text: string): string[] {
  const trimmed = text.trim();
  if (joinedCode.test(trimmed)) return [trimmed];
  return [...trimmed.matchAll(code)].map((match) => match[0]).filter(isReference);
}

/** Labels inside running text: "our reference AN-26-9698", "RFQ no. 4711", "Anfrage 2026/12". */
const inText =
  /(?<![\p{L}\d])(our (?:reference|ref|rfq|enquiry|inquiry)|reference|ref|rfq|rfp|rfi|enquiry|inquiry|request for (?:quotation|pricing|quote|prices)|(?:quotation|quote|price|pricing|purchase) request|price enquiry|price inquiry|requisition|tender|(?:\p{L}+-?)?(?:anfrage|anforderung|einholung|aufforderung|ausschreibung|meldung|antrag)|document(?= (?:no|number|nr)\b)|vorgang|(?:unser )?(?:zeichen|aktenzeichen)|unser\p{L}* (?:nummer|vorhaben|projekt)|our (?:number|no|project)|(?:please |to )(?:mention|state)|quoting|referenz|demande de (?:prix|devis)|demande|consultation|notre (?:référence|réf)|référence|réf|solicitud(?: de (?:cotización|oferta|presupuesto))?|petición de oferta|nuestra referencia|referencia|richiesta(?: di offerta| d'offerta)?|rdo|nostro riferimento|riferimento|rif|offerteaanvraag|aanvraag|onze referentie|ons kenmerk|kenmerk|referentie)\b\.?\s*(?:(?:no|nr|nummer|number|num|id|n[°º]|#|numéro|número|numero)(?![\p{L}\d])\.?)?(?:\s*[:#=]+\s*|\s+[–-]\s+|\s+(?:(?:is|ist|lautet)\s+)?)(?=(.{3,60}))/giu;
const foreign = /\b(?:your|ihr|ihre|votre|vos|su|vostro|vs|uw|old|previous|last|alte|letzte)\s+(?:\S+\s+)?$/iu;

function fromText(snippet: Snippet): Candidate[] {
  // What looks like a label may be the start of the sentence: "please offer (our ref: 4711)".
  const text = fieldsOfLabel(snippet.label).length > 0 ? snippet.text : `${snippet.label}: ${snippet.text}`;
  return [...text.matchAll(inText)].flatMap((match) => {
    if (foreign.test(text.slice(0, match.index))) return [];
    const rest = match[2] ?? '';
    const [value] = codesIn(rest.split(/[\s,;)]/)[0] ?? '');
    return value === undefined ? [] : [{ value, score: 4, snippet }];
  });
}

function fromLabel(snippet: Snippet): Candidate[] {
  for (const [label, weight] of [
    [snippet.label, 10],
    [snippet.above, 7],
  ] as const) {
    const fields = fieldsOfLabel(label);
    if (fields.includes('foreignReference') || !fields.includes('reference')) continue;
    const own =
      /\b(?:our|unser\p{L}*|notre|nuestra|nostro|ons|onze|rfq|enquiry|inquiry|anfrage\p{L}*|demande|solicitud|richiesta|aanvraag\p{L}*)\b/iu.test(
        label,
      );
    const [value] = codesIn(snippet.text);
    const short = snippet.text.trim();
    if (value !== undefined) return [{ value, score: weight + (own ? 2 : 0) - (short.length > 45 ? 4 : 0), snippet }];
    if (short.length >= 3 && short.length <= 25 && !/\s/.test(short))
      return [{ value: short, score: weight - 4, snippet }];
  }
  return [];
}

function fromSubject(mail: MailHead): Candidate[] {
  const subject = mail.subject.replace(/^(?:\s*(?:re|fw|fwd|aw|wg|tr|rv|r|i)\s*:)+/i, '');
  const snippet: Snippet = { label: '', above: '', text: subject, source: { part: 0 }, order: 0, part: 0 };
  const labelled = fromText(snippet);
  const loose = codesIn(subject)
    .filter((value) => /\d{3}/.test(value))
    .map((value) => ({ value, score: 2, snippet: null }));
  return [...labelled.map((candidate) => ({ ...candidate, score: 5 })), ...loose];
}

/** The customer's number of this request: labelled in the form, named in the text, or in the mail's subject. */
export function readReference(snippets: readonly Snippet[], mail: MailHead | null): ReadValue | null {
  const candidates = [
    ...snippets.flatMap((snippet) => [...fromLabel(snippet), ...fromText(snippet)]),
    ...(mail === null ? [] : fromSubject(mail)),
  ];
  const totals = new Map<string, number>();
  for (const { value, score } of candidates) {
    const key = fold(value);
    // A number that turns up again and again (label, subject, footer) is the request's own.
    totals.set(key, Math.max(totals.get(key) ?? 0, score) + (totals.has(key) ? 0.6 : 0));
  }
  const best = candidates.toSorted(
    (a, b) => (totals.get(fold(b.value)) ?? 0) - (totals.get(fold(a.value)) ?? 0) || b.score - a.score,
  )[0];
  if (best === undefined) return null;
  const confidence = Math.min(0.98, 0.45 + (totals.get(fold(best.value)) ?? 0) * 0.05);
  return { value: best.value, confidence, source: best.snippet?.source ?? { part: 0 } };
}
