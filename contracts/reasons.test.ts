import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillIn } from './kernel/fail.ts';
import { germanReasons, tellReason } from './reasons.ts';

const root = join(import.meta.dirname, '..');

const sources = ['agent', 'infra', 'domain', 'mcp']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(root, file), 'utf8').replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '{}'))
  .join('\n');

test('every reason that has German words is one that the code gives', () => {
  const unknown = Object.keys(germanReasons).filter(
    (english) => !sources.includes(english.replaceAll(/\{\w+\}/g, '{}')),
  );
  expect(unknown).toEqual([]);
});

test('values of a reason stay as they are, and a reason inside a reason is told too', () => {
  expect(tellReason('ended with code 3', 'de')).toBe('er endete mit Code 3');
  expect(tellReason('it ended (needed more than 64 MB of memory) and is started again', 'de')).toBe(
    'er endete (er brauchte mehr als 64 MB Arbeitsspeicher) und wird neu gestartet',
  );
  expect(tellReason('it declares several programs (a, b)', 'de')).toBe('es nennt mehrere Programme (a, b)');
});

test('English stays, and so do words that a server or a package manager said', () => {
  expect(tellReason('ended with code 3', 'en')).toBe('ended with code 3');
  expect(tellReason('KEY is missing (ended with code 3)', 'de')).toBe('KEY is missing (ended with code 3)');
});

test('a message is filled with its reason in its own language', () => {
  const values = { package: 'left-pad', reason: 'it declares no program' };
  expect(fillIn('{package}: {reason}.', values, 'de')).toBe('left-pad: es nennt kein Programm.');
  expect(fillIn('{package}: {reason}.', values, 'en')).toBe('left-pad: it declares no program.');
});
