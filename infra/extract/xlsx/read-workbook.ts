import { posix } from 'node:path';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import { walkXml } from '../zip/walk-xml.ts';
import type { ZipFile } from '../zip/open-zip.ts';

export type SheetEntry = { name: string; path: string; hidden: boolean };
export type Workbook = { sheets: SheetEntry[]; date1904: boolean; stylesPath: string; stringsPath: string };

async function readRelations(zip: ZipFile, workbookPath: string): Promise<Map<string, { type: string; path: string }>> {
  const folder = posix.dirname(workbookPath);
  const path = posix.join(folder, '_rels', `${posix.basename(workbookPath)}.rels`);
  const relations = new Map<string, { type: string; path: string }>();
  await walkXml(await zip.stream(path), {
    open: (name, attributes) => {
      // External targets are links to elsewhere and are never followed.
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const target = attributes['Target'] ?? '';
      const resolved = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      const type = (attributes['Type'] ?? '').split('/').at(-1) ?? '';
      relations.set(attributes['Id'] ?? '', { type, path: resolved });
    },
  });
  return relations;
}

/** Sheets in tab order and where styles and strings are kept. */
export async function readWorkbook(zip: ZipFile, path: string): Promise<Workbook> {
  const relations = await readRelations(zip, path);
  const ofType = (type: string): string => [...relations.values()].find((r) => r.type === type)?.path ?? '';
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  await walkXml(await zip.stream(path), {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const relation = relations.get(attributes['id'] ?? '');
      if (relation?.type !== 'worksheet') return;
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', path: relation.path, hidden });
      if (sheets.length > limits.sheets) throw new Rejected('too_complex', `more than ${limits.sheets} sheets`);
    },
  });
  return { sheets, date1904, stylesPath: ofType('styles'), stringsPath: ofType('sharedStrings') };
}
