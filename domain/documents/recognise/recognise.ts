import type {
  ContentPart,
  DocumentContent,
  DocumentReading,
  MailHead,
  ReadFields,
  ReadLine,
  ReadValue,
} from '../../../contracts/document-reading.ts';
import { boundContent } from './bounded-content.ts';
import { chooseView } from './choose-view.ts';
import { fieldsOfLabel } from './field-words.ts';
import { fold } from './fold.ts';
import type { CarriedTable } from './geometric-tables.ts';
import { isAsideSheet } from './ignored-sections.ts';
import { findLanguage } from './language.ts';
import { type DecimalMark, findDecimalMark } from './numbers.ts';
import { otherPaper } from './other-papers.ts';
import type { OwnIdentity } from './own-identity.ts';
import type { PartView } from './part-view.ts';
import type { ThreadPart } from './quoted-threads.ts';
import { readDates } from './read-dates.ts';
import { readEmail } from './read-email.ts';
import { readCompany, readContact } from './read-people.ts';
import { readReference } from './read-reference.ts';
import { type PartReading, readPart } from './request-lines.ts';
import { type Snippet, toSnippets } from './snippets.ts';

export type RecogniseOptions = { own?: OwnIdentity };

const noIdentity: OwnIdentity = { names: [], domains: [] };

function viewAll(parts: readonly ContentPart[], thread: ThreadPart): PartView[] {
  let carried: CarriedTable | null = null;
  return parts.map((part) => {
    const result = chooseView(part, { carried, thread });
    carried = result.carried;
    return result.view;
  });
}

function textsOf(views: readonly PartView[]): string[] {
  return views.flatMap(({ grids, lines }) => [
    ...grids.flatMap((grid) =>
      grid.lines.flatMap((line) => line.cells.flatMap((cell) => (cell === undefined ? [] : [cell.text]))),
    ),
    ...lines.flatMap((line) => line.cells.map((cell) => cell.text)),
  ]);
}

function readParts(views: readonly PartView[], mark: DecimalMark): PartReading[] {
  const readings = views.map((view) => readPart(view, mark));
  readings.forEach((reading, index) => {
    // A row broken by the page's end goes on at the top of the next page.
    const last = readings
      .slice(0, index)
      .findLast((earlier) => earlier.lines.length > 0)
      ?.lines.at(-1);
    if (reading.tail !== '' && last !== undefined) last.description = `${last.description} ${reading.tail}`;
  });
  return readings;
}

const sameLine = (line: ReadLine): string =>
  `${fold(line.description)}|${line.quantity}|${line.unit}|${fold(line.partNumber ?? '')}`;

/** The same list in mail and attachment counts once; a line that comes twice in one list is marked. */
function mergeLines(readings: readonly PartReading[]): ReadLine[] {
  const seen = new Map<string, ReadLine>();
  const lines: ReadLine[] = [];
  for (const line of readings.flatMap((reading) => reading.lines)) {
    const earlier = seen.get(sameLine(line));
    const repeatedElsewhere =
      earlier !== undefined && earlier.source.part !== line.source.part && earlier.position === line.position;
    if (repeatedElsewhere) continue;
    if (earlier !== undefined) line.flags = [...new Set([...line.flags, 'duplicate_line' as const])].sort();
    else seen.set(sameLine(line), line);
    lines.push(line);
  }
  return lines;
}

const currencies: readonly [string, RegExp][] = [
  ['EUR', /€|\bEUR\b|\beuros?\b/i],
  ['USD', /\bUSD\b|\bUS\$|\$\s?\d/],
  ['GBP', /£|\bGBP\b/],
  ['CHF', /\bCHF\b|\bSFr\b/],
];

function readCurrency(snippets: readonly Snippet[]): ReadValue | null {
  for (const [value, pattern] of currencies) {
    const found = snippets.find((snippet) => pattern.test(snippet.text));
    if (found !== undefined) return { value, confidence: 0.7, source: found.source };
  }
  return null;
}

function readDeliverTo(snippets: readonly Snippet[]): ReadValue | null {
  const found = snippets.find(
    (snippet) => fieldsOfLabel(snippet.label).includes('deliverTo') && snippet.text.length > 3,
  );
  return found === undefined ? null : { value: found.text.slice(0, 300), confidence: 0.8, source: found.source };
}

function uniformNeededBy(lines: readonly ReadLine[]): ReadValue | null {
  const dates = lines.flatMap((line) => (line.neededBy === null ? [] : [line.neededBy]));
  const first = dates.toSorted()[0];
  const line = lines.find((candidate) => candidate.neededBy === first);
  if (first === undefined || line === undefined || dates.length < lines.length) return null;
  const same = dates.every((date) => date === first);
  return { value: first, confidence: same ? 0.85 : 0.5, source: line.source };
}

type Head = { snippets: Snippet[]; mail: MailHead | null; language: DocumentReading['language']; own: OwnIdentity };

function readFields({ snippets, mail, language, own }: Head, lines: readonly ReadLine[]): ReadFields {
  const dates = readDates(snippets, language, mail?.date?.slice(0, 10) ?? null);
  const customerEmail = readEmail(snippets, mail, own);
  return {
    customerName: readCompany(snippets, mail, customerEmail?.value ?? null, own),
    customerEmail,
    contactName: readContact(snippets, mail),
    reference: readReference(snippets, mail),
    ...dates,
    neededBy: dates.neededBy ?? uniformNeededBy(lines),
    deliverTo: readDeliverTo(snippets),
    currency: readCurrency(snippets),
  };
}

/** Parts that hold no request by their name, unless nothing else is there. */
function requestParts(parts: readonly ContentPart[]): ContentPart[] {
  const kept = parts.filter(
    (part) => part.kind !== 'sheet' || !isAsideSheet(part.name.split(' · ').at(-1) ?? part.name),
  );
  return kept.length > 0 ? kept : [...parts];
}

function readOnce(content: DocumentContent, own: OwnIdentity, thread: ThreadPart): DocumentReading {
  const parts = requestParts(content.parts);
  const views = viewAll(parts, thread);
  const texts = textsOf(views);
  const readings = readParts(views, findDecimalMark(texts));
  const mail = thread === 'newest' ? mailOf(content) : null;
  const paper = otherPaper(mail === null ? texts : [mail.subject, ...texts]);
  const lines = paper === null ? mergeLines(readings) : [];
  const snippets = readings.flatMap((reading) => toSnippets(reading.rest, reading.facts));
  const language = findLanguage(texts);
  const warnings = [...content.warnings, ...content.parts.flatMap((part) => part.warnings ?? [])];
  const fields = readFields({ snippets, mail, language, own }, lines);
  return { fields, lines, language, warnings, otherPaper: paper };
}

const mailOf = (content: DocumentContent): MailHead | null =>
  content.parts.find((part) => part.mail !== undefined)?.mail ?? null;

const forwardSubject = /^\s*(?:fwd?|wg|tr|rv|enc|doorst|i)\s*:/i;

const houseOf = (address: string | undefined): string => address?.toLowerCase().split('@')[1] ?? '';

/** A buyer who forwards a colleague's list speaks for the company; anybody else only passes the request on. */
function joinFields(mail: MailHead, outer: ReadFields, inner: ReadFields): ReadFields {
  const house = houseOf(outer.customerEmail?.value);
  const asking = houseOf(inner.customerEmail?.value);
  const isOurs = mail.to.some((to) => houseOf(to.address) === house);
  if (house === '' || isOurs || (asking !== '' && asking !== house)) return inner;
  const said = Object.fromEntries(Object.entries(outer).filter(([, value]) => value !== null));
  return { ...inner, ...said };
}

/**
 * Reads a request for quotation: who asks, under which number, by when, and every requested line with its place in
 * the document. Pure; what the document says is data, never an instruction. A mail that only forwards a request is
 * read as the request it forwards.
 */
export function recognise(given: DocumentContent, options: RecogniseOptions = {}): DocumentReading {
  const content = boundContent(given);
  const own = options.own ?? noIdentity;
  const reading = readOnce(content, own, 'newest');
  const mail = mailOf(content);
  if (reading.lines.length > 0 || reading.otherPaper !== null || mail === null) return reading;
  const forwarded = readOnce(content, own, forwardSubject.test(mail.subject) ? 'below' : 'forwarded');
  if (forwarded.lines.length === 0) return { ...reading, otherPaper: forwarded.otherPaper };
  return { ...forwarded, fields: joinFields(mail, reading.fields, forwarded.fields) };
}
