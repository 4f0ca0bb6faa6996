import { Rejected } from './rejected.ts';
import { assertPlainText, decodeText } from './text/decode-text.ts';
import { type Delimiter, sniffDelimiter } from './text/delimiter.ts';

export type Sniffed =
  | { kind: 'pdf' | 'zip' | 'eml' }
  | { kind: 'scan'; image: 'png' | 'jpeg' }
  | { kind: 'csv'; text: string; delimiter: Delimiter }
  | { kind: 'txt'; text: string };

const startsWith = (bytes: Buffer, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** Formats known by their first bytes that this product does not read. */
const foreign: readonly [string, readonly number[]][] = [
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['gzip', [0x1f, 0x8b]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['elf', [0x7f, 0x45, 0x4c, 0x46]],
  ['windows program', [0x4d, 0x5a, 0x90]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['riff', [0x52, 0x49, 0x46, 0x46]],
];

/** Old Office files; Office also wraps password-protected files in this container. */
function rejectOle(bytes: Buffer): never {
  const encrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
  if (encrypted) throw new Rejected('encrypted', 'password-protected Office file');
  throw new Rejected('unsupported_type', 'old binary Office or Outlook format');
}

const mailHeader =
  /^(From|To|Cc|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Content-Type|Delivered-To|Reply-To|X-[\w-]+|DKIM-Signature|ARC-[\w-]+|Authentication-Results|Thread-Topic|Thread-Index|Sender|Importance|References|In-Reply-To):/i;

/** A mail starts with a block of header fields, at least one of which only a mail program writes (RFC 5322). */
function looksLikeMail(text: string): boolean {
  const head = text.replace(/^From .*\n/, '').split('\n\n', 1)[0] ?? '';
  const lines = head.split('\n').filter((line) => !/^[ \t]/.test(line));
  if (lines.length < 2 || !lines.every((line) => /^[\w-]+:/.test(line))) return false;
  const names = new Set(lines.map((line) => mailHeader.exec(line)?.[1]?.toLowerCase()));
  const technical = ['message-id', 'mime-version', 'received', 'content-type', 'return-path'].some((n) => names.has(n));
  return technical && (names.has('from') || names.has('subject') || names.has('received'));
}

function sniffText(bytes: Buffer): Sniffed {
  const text = decodeText(bytes);
  if (text.trim() === '') throw new Rejected('empty', 'nothing but white space');
  if (looksLikeMail(text.trimStart())) return { kind: 'eml' };
  assertPlainText(text);
  const start = text.slice(0, 500).trimStart();
  if (start.startsWith('{\\rtf')) throw new Rejected('unsupported_type', 'rtf');
  if (/^(?:<\?xml|<!doctype|<html|<svg)/i.test(start)) throw new Rejected('unsupported_type', 'markup');
  if (start.startsWith('%!PS')) throw new Rejected('unsupported_type', 'postscript');
  const delimiter = sniffDelimiter(text);
  return delimiter === null ? { kind: 'txt', text } : { kind: 'csv', text, delimiter };
}

/** What the bytes are. Never looks at the file's name; rejects what is empty, foreign or two things at once. */
export function sniff(bytes: Buffer): Sniffed {
  if (bytes.length === 0) throw new Rejected('empty', 'zero bytes');
  const pdfAt = bytes.subarray(0, 1024).indexOf('%PDF-');
  const zip = startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06);
  if (zip && pdfAt !== -1) throw new Rejected('unsupported_type', 'both zip and pdf');
  if (zip) return { kind: 'zip' };
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) rejectOle(bytes);
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return { kind: 'scan', image: 'png' };
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { kind: 'scan', image: 'jpeg' };
  const known = foreign.find(([, magic]) => startsWith(bytes, ...magic));
  if (known !== undefined) throw new Rejected('unsupported_type', known[0]);
  if (pdfAt === 0) return { kind: 'pdf' };
  if (pdfAt > 0) {
    const junk = bytes.subarray(0, pdfAt).toString('latin1');
    if (/^[\s\u00ef\u00bb\u00bf\0]*$/.test(junk)) return { kind: 'pdf' };
    if (!looksLikeMail(decodeText(bytes))) throw new Rejected('unsupported_type', 'a pdf behind other content');
  }
  return sniffText(bytes);
}
