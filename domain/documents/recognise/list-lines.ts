import type { ReadLine } from '../../../contracts/document-reading.ts';
import type { TextLine } from './grid.ts';
import { isTakenBack } from './ignored-sections.ts';
import { type ItemMatch, type ItemStyle, readItem } from './item-patterns.ts';
import { toReadLine } from './line-draft.ts';
import { type TextItemBlock, toBlocks } from './list-items.ts';
import type { DecimalMark } from './numbers.ts';
import { readProse } from './prose-lines.ts';
import { splitMessage } from './split-messages.ts';

export type ListReading = { lines: ReadLine[]; used: TextLine[] };

type Parsed = { block: TextItemBlock; matches: ItemMatch[] };

const termWords =
  /\b(?:payment|delivery|deliveries|lieferung|anlieferung|zahlung|warranty|garantie|valid|gültig|bindefrist|incoterms|invoice|rechnung|vat|mwst|tel|phone|fax|iban|bic|budget|pallets? per|lead time|lieferzeit|working days|werktage|page|seite)\b/iu;

/** The style most items of a run share; plain styles count more than bare numbers. */
function sharedStyle(run: readonly Parsed[]): ItemStyle | null {
  const scores = new Map<ItemStyle, number>();
  for (const { matches } of run) {
    for (const { style, strength } of matches) scores.set(style, (scores.get(style) ?? 0) + 1 + strength * 0.34);
  }
  return [...scores].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function choose(parsed: Parsed, style: ItemStyle | null): ItemMatch | null {
  const shared = parsed.matches.find((match) => match.style === style);
  return shared ?? parsed.matches.toSorted((a, b) => b.strength - a.strength)[0] ?? null;
}

/** How plainly an item must speak to count: less in a list whose items agree, most in a line of loose text. */
function requiredStrength(run: readonly Parsed[], style: ItemStyle | null): number {
  const marked = run[0]?.block.marker !== null;
  const agreeing = run.filter(({ matches }) => matches.some((match) => match.style === style)).length;
  const agreed = agreeing >= 2 && agreeing >= run.length * 0.6;
  if (marked) return agreed ? 1 : 2;
  if (!agreed || agreeing < run.length) return 3;
  // Three lines in a row that end in "- 4" are a list, whatever marks it lacks.
  return style === 'numberLast' && run.length >= 3 ? 1 : 2;
}

/** In a chat that counts plainly elsewhere, "and 8 of the …" and "8 Acme DL-20" count as well. */
function countsInChat({ block }: Parsed, { style, strength, description }: ItemMatch, run: readonly Parsed[]): boolean {
  const plain = run.filter(({ matches }) => matches.some((match) => match.strength === 3));
  const isLikely = strength === 2 || (style === 'numberFirst' && /^\p{Lu}.*\d/u.test(description));
  return block.lines[0]?.startsMessage === true && plain.length >= 2 && isLikely && description.length <= 120;
}

function readRun(blocks: readonly TextItemBlock[], mark: DecimalMark): ListReading {
  const run = blocks.map((block) => ({ block, matches: readItem(block.text, mark) }));
  const style = sharedStyle(run);
  const needed = requiredStrength(run, style);
  const lines: ReadLine[] = [];
  const used: TextLine[] = [];
  for (const parsed of run) {
    const { block } = parsed;
    const match = choose(parsed, style);
    if (match === null || (match.strength < needed && !countsInChat(parsed, match, run))) continue;
    if (match.strength < 3 && termWords.test(block.text)) continue;
    used.push(...block.lines);
    if (isTakenBack(block.text)) continue;
    const confidence = match.strength === 3 ? 0.92 : 0.6 + match.strength * 0.1;
    const { description, quantity } = match;
    lines.push(toReadLine({ position: block.position, description, quantity, confidence, source: block.source }));
  }
  return { lines, used };
}

function groupRuns(blocks: readonly TextItemBlock[]): TextItemBlock[][] {
  const runs = new Map<number, TextItemBlock[]>();
  for (const block of blocks) {
    const run = runs.get(block.run);
    if (run) run.push(block);
    else runs.set(block.run, [block]);
  }
  return [...runs.values()];
}

/** Requested lines in running text: lists with bullets or numbers, loose lines that name quantities, and sentences. */
export function readLists(lines: readonly TextLine[], mark: DecimalMark): ListReading {
  const found: ListReading = { lines: [], used: [] };
  const blocks = toBlocks(lines).flatMap((block) => splitMessage(block, mark));
  for (const run of groupRuns(blocks)) {
    const reading = readRun(run, mark);
    found.lines.push(...reading.lines);
    found.used.push(...reading.used);
    if (reading.lines.length > 0) continue;
    for (const block of run) {
      const prose = readProse(block, mark);
      if (prose.length === 0) continue;
      found.lines.push(...prose);
      found.used.push(...block.lines);
    }
  }
  return found;
}
