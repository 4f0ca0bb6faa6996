import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import { walkXml } from '../zip/walk-xml.ts';
import type { ZipFile } from '../zip/open-zip.ts';

/** The workbook's string table; phonetic hints are left out. */
export async function readSharedStrings(zip: ZipFile, path: string): Promise<string[]> {
  if (!zip.names.has(path)) return [];
  const strings: string[] = [];
  let current = '';
  let reading = false;
  let phonetic = false;
  await walkXml(await zip.stream(path), {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 't') reading = true;
      else if (name === 'rPh') phonetic = true;
    },
    close: (name) => {
      if (name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si' && strings.push(current.slice(0, limits.cellChars)) > limits.cells) {
        throw new Rejected('too_complex', 'too many strings');
      }
    },
    text: (text) => {
      if (reading && !phonetic) current += text;
    },
  });
  return strings;
}
