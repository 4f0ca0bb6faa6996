/**
 * Which lines of a mail or chat are the message itself, where a forwarded message starts, and where the message below
 * starts that this one answers or forwards without saying which (null when there is none).
 */
export type Thread = { keep: boolean[]; forwardedFrom: number | null; olderFrom: number | null };

const wroteLine =
  /^(?:>\s*)?(?:on|am|le|el|il|op|den|den)\b.{4,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\b.{0,120}:\s*$/iu;
const wroteStart = /^(?:on|am|le|el|il|op)\b.{4,160}(?:\d{4}|\d{1,2}:\d{2}|@)/iu;
const originalLine =
  /^\s*[-_=*]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|message d'origine|message original|mensaje original|messaggio originale|oorspronkelijk bericht|reply|antwort)\s*[-_=*]{0,}\s*$/iu;
const forwardLine =
  /^\s*(?:[-_=*]{2,}\s*)?(?:forwarded message|weitergeleitete nachricht|begin forwarded message|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|anfang der weitergeleiteten nachricht)\b.*$/iu;
const fromField = /^\s*\*?(?:from|von|de|da|van|absender)\*?\s*:\s*\S/iu;
const mailField =
  /^\s*\*?(?:sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|date|à|objet|enviado|para|asunto|inviato|data|a|oggetto|verzonden|aan|onderwerp)\*?\s*:/iu;

/** A block of header fields such as Outlook puts above the message it answers. */
function isHeaderBlock(lines: readonly string[], index: number): boolean {
  if (!fromField.test(lines[index] ?? '')) return false;
  const next = lines.slice(index + 1, index + 6).filter((line) => line.trim() !== '');
  return next.slice(0, 4).filter((line) => mailField.test(line)).length >= 2;
}

function markerAt(lines: readonly string[], index: number): 'wrote' | 'cut' | 'forward' | null {
  const line = lines[index] ?? '';
  if (forwardLine.test(line)) return 'forward';
  if (originalLine.test(line) || isHeaderBlock(lines, index)) return 'cut';
  if (wroteLine.test(line)) return 'wrote';
  // Mail programs break the line before "wrote:".
  return wroteStart.test(line) && wroteLine.test(`${line} ${lines[index + 1] ?? ''}`.trim()) ? 'wrote' : null;
}

const isQuoted = (line: string): boolean => /^\s*(?:>|\|\s)/.test(line);

function nextFilled(lines: readonly string[], from: number): string {
  return lines.slice(from, from + 6).find((line) => line.trim() !== '') ?? '';
}

/**
 * Tells the newest message from what it quotes. Quoted lines ("> …"), everything below "Original Message" and below
 * "On … wrote:" are old. A header block at the very top belongs to the message itself.
 */
export function splitThread(lines: readonly string[], quoted: readonly boolean[] = []): Thread {
  const keep = lines.map((line, index) => quoted[index] !== true && !/^\s*>/.test(line));
  const keepUpTo = (end: number): boolean[] => keep.map((kept, i) => kept && i < end);
  let spoken = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const marker = spoken || forwardLine.test(line) ? markerAt(lines, index) : null;
    if (marker === 'forward') return { keep: keepUpTo(index), forwardedFrom: index + 1, olderFrom: null };
    if (marker === 'cut')
      return { keep: keepUpTo(index), forwardedFrom: null, olderFrom: originalLine.test(line) ? index + 1 : index };
    if (marker === 'wrote') {
      keep[index] = false;
      const wrapped = !wroteLine.test(line);
      if (wrapped) keep[index + 1] = false;
      const after = index + (wrapped ? 2 : 1);
      const marked = isQuoted(nextFilled(lines, after)) || quoted[after] === true;
      if (!marked) return { keep: keepUpTo(index), forwardedFrom: null, olderFrom: after };
    }
    if (line.trim() !== '' && keep[index] === true) spoken = true;
  }
  return { keep, forwardedFrom: null, olderFrom: null };
}

/** What to read of a mail: its newest message, the one it marks as forwarded, or, in a forward, the one right below. */
export type ThreadPart = 'newest' | 'forwarded' | 'below';

export function startOf(thread: Thread, part: ThreadPart): number | null {
  if (part === 'newest') return null;
  return thread.forwardedFrom ?? (part === 'below' ? thread.olderFrom : null);
}

/** Blanks out old lines and keeps every offset, so that sources still point into the stored text. */
export function blankOldLines(text: string, part: ThreadPart): string {
  const lines = text.split('\n');
  const thread = splitThread(lines);
  const from = startOf(thread, part);
  if (from !== null) {
    const inner = splitThread(
      lines.slice(from).map((line) => line.replace(/^\s*>\s?/, (mark) => ' '.repeat(mark.length))),
    );
    return lines
      .map((line, i) =>
        i >= from && inner.keep[i - from] === true
          ? line.replace(/^\s*>\s?/, (m) => ' '.repeat(m.length))
          : ' '.repeat(line.length),
      )
      .join('\n');
  }
  return lines.map((line, i) => (thread.keep[i] === true ? line : ' '.repeat(line.length))).join('\n');
}
