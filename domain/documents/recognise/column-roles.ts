import { type ColumnProfile, profileColumn } from './column-profile.ts';
import { type ColumnRole, roleOf, rolesOfHeader } from './column-words.ts';
import { fieldsOfLabel } from './field-words.ts';
import { fold } from './fold.ts';
import { cellText, type GridLine } from './grid.ts';

/** Column index by role; `facts` are columns that repeat a header value on every row. */
export type ColumnRoles = { byRole: Partial<Record<ColumnRole, number>>; facts: number[]; confidence: number };

type Candidate = { column: number; role: ColumnRole; score: number };

const impossible = -20;

/** Where a column stands, which is the longest, and how often its values also stand in the longest one's text. */
type Place = { column: number; longest: number; mentioned: number };

/** How well a column's values suit a role, whatever its head says. */
const behaviour: Record<ColumnRole, (p: ColumnProfile, place: Place) => number> = {
  position: (p, { column }) => {
    if (p.length > 8 || (p.integers < 0.5 && p.codes > 0.5 && p.length > 4)) return impossible;
    return (p.sequence ? 4 : -2) + (column === 0 ? 1 : 0);
  },
  quantity: (p) => {
    if (p.quantities < 0.55 || p.dates > 0.4 || p.gtins > 0.5) return impossible;
    const counting = p.sequence ? -2.5 : 0;
    // Amounts differ in length; long numbers that never do are somebody's codes.
    const coded = p.codes > 0.8 && p.uniform > 0.9 && p.length >= 5 && p.withUnit === 0 ? -2 : 0;
    return 2 + p.integers + 2 * p.withUnit + counting + coded - 3 * p.decimals - (p.length > 12 ? 2 : 0);
  },
  unit: (p) =>
    p.units >= 0.5 && p.integers < 0.3 ? 3 * p.units + 1 : p.letters + p.units > 0.5 && p.length < 12 ? -1 : impossible,
  description: (p, { column, longest }) => {
    if (p.letters < 0.5 || p.emails > 0.3 || p.dates > 0.5) return impossible;
    return (column === longest ? 2 : -1) + Math.min(p.words, 5) * 0.5 + (p.constant ? -3 : 0) - (p.units > 0.5 ? 4 : 0);
  },
  // Makers' numbers come in all shapes and turn up in names; a customer's own are cut from one cloth.
  partNumber: (p, { column, longest, mentioned }) => {
    if (p.codes < 0.4 || p.dates > 0.4 || p.withUnit > 0.5) return p.codes > 0 ? -1 : -3;
    return (
      1 +
      p.codes -
      p.uniform * 0.6 +
      mentioned * 1.5 +
      (column > longest ? 0.4 : 0) -
      (p.sequence || p.constant ? 3 : 0)
    );
  },
  customerPart: (p, { column, longest }) => {
    if (p.codes < 0.5 || p.dates > 0.4 || p.withUnit > 0.5) return -2;
    return (
      0.9 + p.codes + (p.uniform > 0.8 ? 0.4 : 0) + (column < longest ? 0.4 : 0) - (p.sequence || p.constant ? 3 : 0)
    );
  },
  gtin: (p) => (p.gtins > 0.6 ? 3 : impossible),
  manufacturer: (p) => (p.letters > 0.5 && p.words < 4 ? -1 : impossible),
  price: (p) => (p.decimals > 0.3 ? 2 : p.quantities > 0.5 || p.integers > 0.5 ? -1 : -3),
  neededBy: (p) => (p.dates > 0.6 ? 3 : impossible),
  note: () => -1,
  packSize: (p) => (p.quantities > 0.5 ? -1 : impossible),
  fact: (p) => (p.constant ? 2 : p.emails > 0.6 ? 2 : impossible),
};

const wordWeight = 6;

/** Share of a column's values that also stand in the text of another column. */
function mentionedShare(lines: readonly GridLine[], column: number, longest: number): number {
  const pairs = lines.map((line) => [fold(cellText(line, column)), fold(cellText(line, longest))] as const);
  const filled = pairs.filter(([value]) => value.length >= 3);
  const plain = (text: string): string => text.replaceAll(' ', '');
  return filled.length === 0 || column === longest
    ? 0
    : filled.filter(([value, text]) => plain(text).includes(plain(value))).length / filled.length;
}

/** A head known to mean something else speaks against a guess from values; "Article" over codes means their number. */
function doubt(words: ReadonlyMap<ColumnRole, number>, role: ColumnRole, profile: ColumnProfile): number {
  if (words.size === 0 || words.has(role)) return 0;
  const numbers = role === 'customerPart' || role === 'partNumber';
  return numbers && words.has('description') && profile.codes > 0.8 ? -0.5 : -2.5;
}

const namesHeaderField = (head: string): boolean =>
  fieldsOfLabel(head).some((field) => field === 'reference' || field === 'company' || field === 'email');

function candidatesOf(
  heads: readonly string[],
  profiles: readonly ColumnProfile[],
  lines: readonly GridLine[],
): Candidate[] {
  const lengths = profiles.map((p) => (p.letters >= 0.5 && p.emails < 0.3 && !p.constant ? p.length : 0));
  const longest = lengths.indexOf(Math.max(...lengths));
  const candidates: Candidate[] = [];
  profiles.forEach((profile, column) => {
    const words = rolesOfHeader(heads[column] ?? '');
    const place = { column, longest, mentioned: profile.codes > 0.4 ? mentionedShare(lines, column, longest) : 0 };
    for (const [role, judge] of Object.entries(behaviour)) {
      const known = roleOf(role);
      // A column without values says nothing; its head may still name it.
      const suits = profile.filled === 0 ? -1 : judge(profile, place);
      const isRepeated = known === 'fact' && profile.constant && namesHeaderField(heads[column] ?? '');
      const worth = isRepeated ? wordWeight : (words.get(known) ?? 0) * wordWeight + doubt(words, known, profile);
      candidates.push({ column, role: known, score: worth + suits });
    }
  });
  return candidates.sort((a, b) => b.score - a.score || a.column - b.column);
}

/** "Amount" or "Value" over whole numbers is the quantity when no other column is. */
function adoptQuantity(byRole: Partial<Record<ColumnRole, number>>, profiles: readonly ColumnProfile[]): void {
  for (const role of ['price', 'note', 'packSize'] as const) {
    const column = byRole[role];
    const profile = column === undefined ? undefined : profiles[column];
    if (column === undefined || profile === undefined || profile.integers < 0.9 || profile.sequence) continue;
    byRole.quantity = column;
    delete byRole[role];
    return;
  }
}

/** Several columns may be prices, notes or repeated facts; every other role has one column. */
const repeatable: ReadonlySet<ColumnRole> = new Set(['price', 'note', 'fact']);
const threshold = 1.4;

/**
 * What each column holds, from its head's words and from how its values behave. Either alone can be enough: unknown
 * words are outvoted by numbers in sequence, unit words, long texts and codes.
 */
export function findColumnRoles(heads: readonly string[], lines: readonly GridLine[], columns: number): ColumnRoles {
  const profiles = Array.from({ length: columns }, (_, c) => profileColumn(lines.map((line) => cellText(line, c))));
  const byRole: Partial<Record<ColumnRole, number>> = {};
  const facts: number[] = [];
  const taken = new Set<number>();
  let confidence = 0;
  for (const { column, role, score } of candidatesOf(heads, profiles, lines)) {
    if (score < threshold || taken.has(column)) continue;
    if (!repeatable.has(role) && byRole[role] !== undefined) continue;
    taken.add(column);
    if (role === 'fact') facts.push(column);
    else byRole[role] ??= column;
    if (role === 'quantity' || role === 'description') confidence += Math.min(score, 8) / 16;
  }
  if (byRole.quantity === undefined) adoptQuantity(byRole, profiles);
  return { byRole, facts, confidence };
}
