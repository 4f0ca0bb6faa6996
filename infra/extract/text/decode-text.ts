import { Rejected } from '../rejected.ts';

function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 2000);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const half = sample.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.1) return 'utf-16be';
  return null;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const wide = guessUtf16(bytes);
  if (wide !== null) return wide;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    // Bytes that are not UTF-8 are, in business files, nearly always Windows-1252, a superset of Latin-1.
    return 'windows-1252';
  }
}

/** Text of a file whose encoding nobody declared: byte-order mark, UTF-16 by its zero bytes, UTF-8, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/\r\n?/g, '\n');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Rejects what decodes but is no text: a program, a picture, noise. */
export function assertPlainText(text: string): void {
  const sample = text.slice(0, 20_000);
  let control = 0;
  for (const char of sample) {
    const code = char.codePointAt(0) ?? 0;
    if (code === 0) throw new Rejected('unsupported_type', 'binary content');
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12) || code === 0xfffd) control++;
  }
  if (control > sample.length * 0.02) throw new Rejected('unsupported_type', 'binary content');
}
