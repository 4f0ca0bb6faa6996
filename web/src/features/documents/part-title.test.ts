import { expect, test } from 'vitest';
import { translator } from '../../lib/i18n.ts';
import { documentWords } from './document-words.ts';
import { partTitle } from './part-title.ts';

const t = translator(documentWords, 'de');

test.each([
  ['csv', 'sheet', 'Table', 'Tabelle'],
  ['docx', 'text', 'Document', 'Dokument'],
  ['eml', 'sheet', 'preise.csv · Table', 'preise.csv · Tabelle'],
  ['eml', 'mail', 'Document', 'Document'],
  ['xlsx', 'sheet', 'Table', 'Table'],
  ['pdf', 'page', 'Page 3', 'Seite 3'],
] as const)('of a %s, a %s named “%s” is headed “%s”', (documentKind, kind, name, title) => {
  expect(partTitle(t, { kind: documentKind }, { kind, name }, 2)).toBe(title);
});
