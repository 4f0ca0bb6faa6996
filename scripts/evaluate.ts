import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CallError } from '../contracts/kernel/client.ts';
import { awaitQuote } from './cli/await-quote.ts';
import { exitCodes, runTool } from './cli/exit-codes.ts';
import { importCatalogue } from './cli/import-catalogue.ts';
import type { Connection } from './cli/local-platform.ts';
import { openLocalPlatform } from './cli/open-local-platform.ts';
import { rejectedPrediction, toPrediction, type Prediction } from './cli/prediction.ts';
import { requireFile } from './cli/require-file.ts';
import { uploadDocument } from './cli/upload-document.ts';
import { UsageError } from './cli/usage-error.ts';

const usage = `Sends every file of a folder through the platform of this machine and writes what was read and matched.

  npm run evaluate -- --documents DIR --catalogue FILE.csv --out predictions.json

Uses a fresh workspace and the REST API; reads nothing but the documents and the catalogue.
Exit codes: 0 predictions written, 2 wrong usage, 5 platform not reachable, 1 anything else.`;

/** Documents that are on their way at the same time. */
const concurrency = 4;
const documentTimeoutMs = 10 * 60_000;

await runTool(async () => {
  const { values } = parseArgs({
    options: {
      documents: { type: 'string' },
      catalogue: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return exitCodes.ready;
  }
  const { documents, catalogue, out } = values;
  if (documents === undefined || catalogue === undefined || out === undefined) throw new UsageError(usage);
  await requireFile(catalogue);
  const files = await filesOf(documents);

  await using platform = await openLocalPlatform((line) => console.error(line));
  const name = `Evaluation ${new Date().toISOString()} ${crypto.randomUUID().slice(0, 4)}`;
  const workspace = await platform.identity.workspaces.ensureWorkspace(name);
  const connection = platform.connect(workspace.id, 'admin');
  const { counts } = await importCatalogue(connection, catalogue, () => undefined);
  console.error(`Catalogue: ${counts.applied} products, ${counts.invalid} rows left out. Workspace "${name}".`);

  const predictions = await predictAll(connection, documents, files);
  await writeFile(out, `${JSON.stringify({ documents: predictions }, undefined, 1)}\n`);
  const ok = predictions.filter(({ status }) => status === 'ok').length;
  console.log(`${out}: ${predictions.length} documents, ${ok} ok, ${predictions.length - ok} rejected`);
  return exitCodes.ready;
});

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new UsageError(`There is no folder ${folder}.`);
  });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  if (files.length === 0) throw new UsageError(`There is no file in ${folder}.`);
  return files.toSorted();
}

async function predictAll(connection: Connection, folder: string, files: readonly string[]): Promise<Prediction[]> {
  const predictions = new Map<string, Prediction>();
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const startedAt = performance.now();
      const prediction = await predict(connection, folder, file);
      predictions.set(file, prediction);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.error(
        `${predictions.size}/${files.length} ${file}: ${prediction.status}, ${prediction.lines.length} lines, ${seconds} s`,
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return files.flatMap((file) => predictions.get(file) ?? []);
}

/** A file that the platform refuses, or never finishes, is a rejected document with the reason it gave. */
async function predict(connection: Connection, folder: string, file: string): Promise<Prediction> {
  const path = join(folder, file);
  try {
    if ((await stat(path)).size === 0) return rejectedPrediction(file, 'The file is empty.');
    const { documentId } = await uploadDocument(connection, path, { again: true });
    return toPrediction(file, await awaitQuote(connection, documentId, () => undefined, documentTimeoutMs));
  } catch (error) {
    if (error instanceof CallError && error.status >= 400 && error.status < 500)
      return rejectedPrediction(file, error.message);
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return rejectedPrediction(file, 'The platform could not finish this document.');
  }
}
