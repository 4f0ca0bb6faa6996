/** A chat as text: the prefixes of its messages blanked, so that offsets stay, and the lines at which they begin. */
export type Chat = { text: string; starts: ReadonlySet<number> };

const time = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?uhr)?`;
const date = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`;
const name = String.raw`(?:~\s?)?(?:\p{L}[\p{L}\d .'&+-]{0,40}|\+\d[\d \u00a0-]{5,20})`;
/** "[10:02] Ada:", "12.03.26, 10:02 - Ada:", "10:02 Ada:" – and the same with the sender first: "Ada (10:02):". */
const prefix = new RegExp(
  String.raw`^[\u200e\u200f]?(?:\[(?:${date},?\s+)?${time}\]|\[[\d.,:/ -]{4,20}(?:\s?[ap]m)?\]|(?:${date},?\s+)?${time})\s*(?:[-–]\s*)?${name}:\s|^${name}\s?[([](?:${date},?\s+)?${time}[)\]]:?\s`,
  'iu',
);
/** A line of its own above the message: "Ada Winter 10:02", "Ada Winter, 12.03.2026 10:02". */
const head = new RegExp(String.raw`^${name},?\s+(?:[–-]\s*)?(?:${date},?\s+)?${time}\s*$`, 'iu');

/** Blanks out the "[10:02] Ada:" before chat messages and keeps every offset. One such line alone is no chat. */
export function readChat(text: string): Chat {
  const lines = text.split('\n');
  const starts = new Set<number>();
  const blanked = lines.map((line, at) => {
    const found = prefix.exec(line) ?? head.exec(line.trimEnd());
    if (found === null) return line;
    starts.add(found[0].trimEnd().length === line.trimEnd().length ? at + 1 : at);
    return line.replace(found[0], ' '.repeat(found[0].length));
  });
  return starts.size < 2 ? { text, starts: new Set() } : { text: blanked.join('\n'), starts };
}
