import type { MailHead, ReadValue, SourceRef } from '../../../contracts/document-reading.ts';
import { fieldsOfLabel } from './field-words.ts';
import { fold, squeeze } from './fold.ts';
import { isOwnName, type OwnIdentity } from './own-identity.ts';
import type { Snippet } from './snippets.ts';

type Named = { name: string; score: number; source: SourceRef };

/** Legal forms that end a company's name, in the countries the product sells to. */
const legalForm = String.raw`(?:g?GmbH(?: & Co\.? KG(?:aA)?)?|mbH|A[öo]R|AG(?: & Co\.? KG(?:aA)?)?|KGaA|KG|OHG|UG|GbR|e\.? ?K\.?|e\.? ?V\.?|eG|SE|Ltd\.?|Limited|LLP|PLC|plc|Inc\.?|Incorporated|Corp\.?|Corporation|Co\.?|LLC|L\.L\.C\.|LP|B\.?V\.?|N\.?V\.?|VOF|S\.?A\.?S\.?U?|S\.?A\.?R\.?L\.?|SARL|SAS|S\.?A\.?|EURL|S\.?L\.?U?\.?|S\.?p\.?A\.?|S\.?r\.?l\.?|S\.?n\.?c\.?|A\/S|ApS|AB|Oy|AS|Sp\. z o\.o\.|s\.r\.o\.|a\.s\.|Kft\.?|d\.o\.o\.|Pty(?: Ltd)?|Pte(?: Ltd)?)`;
const company = new RegExp(
  String.raw`((?:[\p{Lu}\d][\p{L}\d&.'’+-]*|&|and|und|et|y|e|en|of|für|der|de|van|von|the)(?:\s+(?:[\p{Lu}\d][\p{L}\d&.'’+-]*|&|and|und|et|y|e|en|of|für|der|de|van|von|the)){0,7}?,?\s+${legalForm})(?![\p{L}\d])`,
  'gu',
);
const endsInForm = new RegExp(String.raw`\s${legalForm}$`, 'u');

const closing =
  /^(?:(?:many |with |thanks and |thank you and |mit |viele |beste |schöne |liebe |herzliche |freundliche |bien |meilleures |un |con |cordiali |distinti |met |vriendelijke |kind |best |warm |yours )*(?:regards|thanks|thank you|sincerely|faithfully|truly|cheers|wishes|grüßen?|gruß|gruss|grüsse|mfg|cordialement|salutations?|saludos|atentamente|saluti|groet(?:en)?))[\s,.!]*$/iu;

/** A person's name: two to four capitalised words and nothing else. */
export function isPersonName(text: string): boolean {
  return (
    /^(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Hr|Fr|M|Mme|Sr|Sra|Sig)\.? )?\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}\.|(?:van|von|de|der|den|di|da|la|le|zu)|\p{Lu}[\p{L}'’-]+)){1,3}$/u.test(
      text,
    ) && !endsInForm.test(text)
  );
}

/** Lines of the signature: what follows a closing formula. */
export function signatureOf(snippets: readonly Snippet[]): Snippet[] {
  const at = snippets.findLastIndex((snippet) => closing.test(snippet.text.trim()));
  if (at === -1) return [];
  const part = snippets[at]?.part;
  return snippets.slice(at + 1, at + 8).filter((snippet) => snippet.part === part);
}

const cutName = (text: string): string =>
  squeeze(text.split(/\s+[|·•–—]\s+|\s-\s|;|\t|\s{2,}/)[0] ?? '').replace(/[,;:]+$/, '');

function inSupplierPlace(snippet: Snippet): boolean {
  return fieldsOfLabel(snippet.label).includes('supplier') || fieldsOfLabel(snippet.above).includes('supplier');
}

function fromLabels(snippets: readonly Snippet[]): Named[] {
  return snippets.flatMap((snippet) => {
    const label = fieldsOfLabel(snippet.label).includes('company')
      ? 6
      : fieldsOfLabel(snippet.above).includes('company')
        ? 4
        : 0;
    const name = cutName(snippet.text);
    if (label === 0 || name.length < 3 || name.length > 80 || /@|^\d+$/.test(name) || fieldsOfLabel(name).length > 0)
      return [];
    const form = endsInForm.test(name) ? 2 : 0;
    const person =
      form === 0 &&
      isPersonName(name) &&
      /contact|buyer|requested|from|acheteur|comprador|koper|besteller/iu.test(snippet.label)
        ? -5
        : 0;
    return [{ name, score: label + form + person, source: snippet.source }];
  });
}

function fromForms(snippets: readonly Snippet[]): Named[] {
  return snippets.flatMap((snippet) => {
    if (snippet.text.length > 400) return [];
    return [...snippet.text.matchAll(company)].map((match) => {
      const name = squeeze(match[1] ?? '').replace(/^(?:of|the|and|und|et|for|für|from|von|de|van|e|y|en)\s+/iu, '');
      const whole = cutName(snippet.text) === name ? 1 : 0;
      return { name, score: 2 + whole - (inSupplierPlace(snippet) ? 9 : 0), source: snippet.source };
    });
  });
}

function fromSignature(signature: readonly Snippet[]): Named[] {
  const person = signature.findIndex((snippet) => isPersonName(cutName(snippet.text)));
  return signature.flatMap((snippet, index) => {
    const name = cutName(snippet.text);
    const plain = /^\p{Lu}/u.test(name) && !/[@\d:]/.test(name) && name.length <= 60 && snippet.label === '';
    if (!plain || index <= person) return [];
    const score = endsInForm.test(name) ? 4 : index === person + 1 ? 2 : 0.5;
    return [{ name, score, source: snippet.source }];
  });
}

/** Letters of the address's domain without its ending, or ''. */
const domainOf = (email: string | null): string =>
  fold(email?.split('@')[1]?.split('.').slice(0, -1).join(' ') ?? '').replaceAll(' ', '');

const onlyName = /^(?:(?:[\p{Lu}\d][^\s@:?!]*|&|and|und|of|de|für|for|e\.)(?:\s+|$))+$/u;
const capitalised = /\p{Lu}[\p{L}\d&'’.-]*(?:\s+(?:(?:&|and|und|of|de|für|for)\s+)?\p{Lu}[\p{L}\d&'’-]*){1,6}/gu;

/** A name that most of the address's domain is made of: schools, clinics and councils have no legal form. */
function fromDomain(snippets: readonly Snippet[], email: string | null): Named[] {
  const domain = domainOf(email);
  const named = (name: string, score: number, snippet: Snippet): Named[] => {
    const words = [...new Set(fold(name).split(' '))].filter((word) => word.length >= 4 && domain.includes(word));
    const shared = words.reduce((sum, word) => sum + word.length, 0);
    const isName = onlyName.test(name) && name.length <= 60 && !isContact(snippet);
    return isName && shared > 0 && shared >= domain.length * 0.5
      ? [{ name, score: score - (inSupplierPlace(snippet) ? 9 : 0), source: snippet.source }]
      : [];
  };
  return snippets.flatMap((snippet) => {
    const whole = named(cutName(snippet.text).split(/,\s|\s[(<]/)[0] ?? '', 2.5, snippet);
    if (whole.length > 0 || snippet.text.length > 400) return whole;
    return [...snippet.text.matchAll(capitalised)].flatMap((match) => named(match[0], 1.5, snippet));
  });
}

const isContact = (snippet: Snippet): boolean =>
  [snippet.label, snippet.above].some((label) => fieldsOfLabel(label).includes('contact'));

function fromMail(mail: MailHead | null): Named[] {
  const name = mail?.from?.name ?? '';
  if (name === '' || isPersonName(name) || name.includes('@')) return [];
  return [{ name, score: endsInForm.test(name) ? 3 : 1, source: { part: 0 } }];
}

/** Whether the name and the address's domain share a word ("Vantor Retail Group" and vantor.example). */
function matchesDomain(name: string, email: string | null): boolean {
  const domain = domainOf(email);
  if (domain === '') return false;
  const words = fold(name)
    .split(' ')
    .filter((word) => word.length >= 4);
  return words.some((word) => domain.includes(word));
}

/** The company that asks: labelled, in the signature, in the letterhead or footer; never ours, never the supplier's. */
export function readCompany(
  snippets: readonly Snippet[],
  mail: MailHead | null,
  email: string | null,
  own: OwnIdentity,
): ReadValue | null {
  const suppliers = new Set(snippets.filter(inSupplierPlace).map((snippet) => fold(cutName(snippet.text))));
  for (const to of mail?.to ?? []) suppliers.add(fold(to.name));
  const candidates = [
    ...fromLabels(snippets),
    ...fromForms(snippets),
    ...fromSignature(signatureOf(snippets)),
    ...fromDomain(snippets, email),
    ...fromMail(mail),
  ].filter(({ name }) => !isOwnName(name, own) && !suppliers.has(fold(name)) && fold(name).length >= 2);
  const totals = new Map<string, number>();
  for (const { name, score } of candidates) {
    const key = fold(name);
    totals.set(
      key,
      Math.max(totals.get(key) ?? -20, score) + (totals.has(key) ? 0.4 : matchesDomain(name, email) ? 2 : 0),
    );
  }
  const rank = (named: Named): number => totals.get(fold(named.name)) ?? 0;
  const best = candidates.toSorted((a, b) => rank(b) - rank(a))[0];
  if (best === undefined || rank(best) < 0.5) return null;
  return { value: best.name, confidence: Math.min(0.97, 0.4 + rank(best) * 0.07), source: best.source };
}

/** The person to talk to. */
export function readContact(snippets: readonly Snippet[], mail: MailHead | null): ReadValue | null {
  for (const snippet of snippets) {
    const name = cutName(snippet.text);
    if (isContact(snippet) && !inSupplierPlace(snippet) && isPersonName(name))
      return { value: name, confidence: 0.95, source: snippet.source };
  }
  const signed = signatureOf(snippets).find((snippet) => isPersonName(cutName(snippet.text)));
  if (signed !== undefined) return { value: cutName(signed.text), confidence: 0.85, source: signed.source };
  const sender = mail?.from?.name ?? '';
  return isPersonName(sender) ? { value: sender, confidence: 0.8, source: { part: 0 } } : null;
}
