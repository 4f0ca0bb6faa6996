import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiDocument } from '../api/openapi.ts';

const path = join(import.meta.dirname, '..', 'docs', 'openapi.json');
const wanted = `${JSON.stringify(openApiDocument(), null, 1)}\n`;

/** Keeps `docs/openapi.json` equal to the contracts, so that a change of the API shows in the diff of a commit. */
if (process.argv.includes('--check')) {
  if ((await readFile(path, 'utf8').catch(() => '')) !== wanted) {
    console.error('docs/openapi.json is out of date: npm run openapi');
    process.exitCode = 1;
  }
} else await writeFile(path, wanted);
