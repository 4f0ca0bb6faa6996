import { expect, test } from 'vitest';
import { cleanFileName } from './clean-file-name.ts';

test.each([
  ['../../etc/passwd', 'passwd'],
  [String.raw`C:\Users\me\Anfrage.pdf`, 'Anfrage.pdf'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['a\u0000b\n.csv', 'ab.csv'],
  ['..', 'document'],
  ['', 'document'],
])('the name %j is shown as %j', (given, shown) => {
  expect(cleanFileName(given)).toBe(shown);
});

test('a name of 4 KB is cut', () => {
  expect(cleanFileName('ä'.repeat(4_096))).toHaveLength(200);
});
