import { walkXml } from '../zip/walk-xml.ts';
import type { ZipFile } from '../zip/open-zip.ts';

export type CellStyle = { date: boolean; bold: boolean; struck: boolean; white: boolean };

/** Built-in number formats that show a date (ECMA-376 part 1, 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** A format code shows a date when day, month or year letters stand outside quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '');
  return /[dy]/i.test(bare) || /m.*[hs]|^m+[/. -]/i.test(bare);
}

type Font = { bold: boolean; struck: boolean; white: boolean };
type Collected = { formats: Map<number, string>; fonts: Font[]; solidFills: boolean[]; styles: CellStyle[] };

function styleOf(attributes: Readonly<Record<string, string>>, found: Collected): CellStyle {
  const format = Number(attributes['numFmtId'] ?? 0);
  const code = found.formats.get(format);
  const font = found.fonts[Number(attributes['fontId'] ?? 0)];
  const filled = found.solidFills[Number(attributes['fillId'] ?? 0)] ?? false;
  return {
    date: code === undefined ? builtInDates.has(format) : isDateFormat(code),
    bold: font?.bold ?? false,
    struck: font?.struck ?? false,
    // White letters on a filled cell are a design; on an unfilled one they are hidden.
    white: (font?.white ?? false) && !filled,
  };
}

/** Which cell styles show dates, bold, struck-out or invisible text, by style index. */
export async function readStyles(zip: ZipFile, path: string): Promise<CellStyle[]> {
  if (!zip.names.has(path)) return [];
  const found: Collected = { formats: new Map(), fonts: [], solidFills: [], styles: [] };
  let section = '';
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (['numFmts', 'fonts', 'fills', 'cellXfs', 'cellStyleXfs', 'dxfs'].includes(name)) section = name;
    const font = found.fonts.at(-1);
    if (section === 'numFmts' && name === 'numFmt') {
      found.formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
    } else if (section === 'fonts' && name === 'font') found.fonts.push({ bold: false, struck: false, white: false });
    else if (section === 'fonts' && name === 'b' && font) font.bold = attributes['val'] !== '0';
    else if (section === 'fonts' && name === 'strike' && font) font.struck = attributes['val'] !== '0';
    else if (section === 'fonts' && name === 'color' && font) {
      font.white = /^(?:FF)?FFFFFF$/i.test(attributes['rgb'] ?? '') || attributes['theme'] === '0';
    } else if (section === 'fills' && name === 'patternFill') {
      found.solidFills.push(attributes['patternType'] !== undefined && attributes['patternType'] !== 'none');
    } else if (section === 'cellXfs' && name === 'xf') found.styles.push(styleOf(attributes, found));
  };
  await walkXml(await zip.stream(path), { open });
  return found.styles;
}
