import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Environment } from '../infra/env.ts';

const path = join(import.meta.dirname, '..', '.env.example');

/** `.env.example` from the one declaration of the environment; `--check` fails when the file is out of date. */
const lines = Object.entries(Environment.shape).map(([name, schema]) => {
  const byDefault = schema.safeParse(undefined).data;
  return `# ${schema.description ?? ''}\n${byDefault === undefined ? '# ' : ''}${name}=${String(byDefault ?? '')}\n`;
});
const wanted = `# Made by \`npm run env-example\`. Everything is optional.\n\n${lines.join('\n')}`;

if (process.argv.includes('--check')) {
  if ((await readFile(path, 'utf8').catch(() => '')) !== wanted) {
    console.error('.env.example is out of date: npm run env-example');
    process.exitCode = 1;
  }
} else await writeFile(path, wanted);
