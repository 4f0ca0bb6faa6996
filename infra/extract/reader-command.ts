import { join, resolve } from 'node:path';

export const projectFolder = resolve(import.meta.dirname, '..', '..');
/** All that the reader runs on; the data folder, which may lie beside it, is not. */
export const readerCode = ['contracts', 'infra/extract', 'node_modules', 'package.json'];

/**
 * The reader as Node's arguments: no file but the project's code, no writing, no programs of its own. Threads and native
 * code are what OCR and page drawing need. `folder` is where the project lies for the reader.
 */
export const readerArguments = (folder: string, memoryMb: number): string[] => [
  `--max-old-space-size=${Math.floor(memoryMb / 2)}`,
  '--disable-proto=delete',
  '--no-warnings',
  '--permission',
  '--allow-worker',
  '--allow-addons',
  ...readerCode.map((name) => `--allow-fs-read=${join(folder, name)}`),
  join(folder, 'infra', 'extract', 'child.ts'),
];
