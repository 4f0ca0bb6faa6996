import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellImportProblem } from './import-problems.ts';

const folder = join(import.meta.dirname, '../domain/catalog');
const messages = readdirSync(folder)
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/message: (['`])(.+?\.)\1/g)])
  .map(([, , words = '']) => words.replaceAll(/\$\{(?:[^{}'`]|'[^']*')*\}/g, 'x'));

test('each problem that a row can have is told in German', () => {
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter((message) => tellImportProblem(message, 'de') === message)).toEqual([]);
});

test('what stands in the cell is kept', () => {
  expect(tellImportProblem('"12,5 Stk" is no price.', 'de')).toBe('„12,5 Stk“ ist kein Preis.');
  expect(tellImportProblem('"12,5 Stk" is no price.', 'en')).toBe('"12,5 Stk" is no price.');
});
