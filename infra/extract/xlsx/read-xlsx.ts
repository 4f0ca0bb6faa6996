import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import type { PartSink } from '../part-sink.ts';
import type { ZipFile } from '../zip/open-zip.ts';
import { readSharedStrings } from './read-shared-strings.ts';
import { readSheet } from './read-sheet.ts';
import { readStyles } from './read-styles.ts';
import { readWorkbook } from './read-workbook.ts';

function createCellBudget(): () => void {
  let cells = 0;
  return () => {
    if (++cells > limits.cells) throw new Rejected('too_complex', `more than ${limits.cells} cells`);
  };
}

/** One part per visible sheet. Hidden sheets, rows, columns and white text are left out, with a warning. */
export async function readXlsx(zip: ZipFile, workbookPath: string, sink: PartSink): Promise<void> {
  const workbook = await readWorkbook(zip, workbookPath);
  const strings = await readSharedStrings(zip, workbook.stringsPath);
  const styles = await readStyles(zip, workbook.stylesPath);
  const context = { strings, styles, date1904: workbook.date1904, spendCell: createCellBudget() };
  const visible = workbook.sheets.filter((sheet) => !sheet.hidden);
  for (const sheet of workbook.sheets) if (sheet.hidden) sink.warn(`hidden_sheet: ${sheet.name}`);
  sink.expect(visible.length);
  for (const sheet of visible) {
    if (sink.known) {
      sink.skip();
      continue;
    }
    const { rows, hiddenCells } = await readSheet(zip, sheet.path, context);
    const warnings = hiddenCells > 0 ? { warnings: [`hidden_cells: ${hiddenCells}`] } : {};
    await sink.push({ name: sheet.name, kind: 'sheet', cells: rows, ...warnings });
  }
}
