import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authEndpoints } from '../../contracts/identity.ts';
import { catalogEndpoints } from '../../contracts/catalog.ts';
import { customerEndpoints } from '../../contracts/customers.ts';
import { documentEndpoints } from '../../contracts/documents.ts';
import { quoteEndpoints } from '../../contracts/quotes.ts';
import { createCaller } from '../../contracts/kernel/client.ts';
import { connectTo } from '../../scripts/cli/local-platform.ts';
import { firstStart } from '../../scripts/platform/first-start.ts';
import { startPlatform, type Platform } from '../../scripts/platform/start-platform.ts';

const root = resolve(import.meta.dirname, '../..');
const samples = join(root, 'samples');

let folder: string;
let platform: Platform;
let lines: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-cli-'));
  platform = await startPlatform({ dataDir: join(folder, 'data'), port: 0, web: false, report: () => undefined });
  lines = [];
  await firstStart(platform, (line) => lines.push(line));
});
afterAll(async () => {
  await platform?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

interface Ran {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a tool as a person does, against the platform of the test's data folder. */
const run = (script: string, ...args: string[]): Promise<Ran> =>
  new Promise((done) => {
    const env = { ...process.env, DATA_DIR: platform.dataDir };
    const child = execFile(
      process.execPath,
      [join(root, 'scripts', script), ...args],
      { cwd: folder, env },
      (_, stdout, stderr) => done({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });

const admin = async () => {
  const { exitCode, stdout } = await run('token.ts', '--role', 'admin');
  expect(exitCode).toBe(0);
  return createCaller({ origin: platform.url, headers: () => ({ authorization: `Bearer ${stdout.trim()}` }) });
};

test('the first start leaves a catalogue, customers and a finished quote, and a second one adds nothing', async () => {
  const call = await admin();
  const look = async () => ({
    products: (await call(catalogEndpoints.list, { query: { limit: 200 } })).items.length,
    customers: (await call(customerEndpoints.list)).items.map(({ name }) => name),
    documents: (await call(documentEndpoints.list)).items.map(({ fileName, state }) => [fileName, state]),
    quotes: (await call(quoteEndpoints.list)).items.map(({ customerName, preparation }) => [customerName, preparation]),
  });
  const first = await look();
  expect(first).toMatchObject({
    products: 200,
    documents: [['harrow-finch.pdf', 'ready']],
    quotes: [['Harrow & Finch Facilities Ltd', 'ready']],
  });
  expect(first.customers).toHaveLength(3);
  // As after a crash before the end: the marker is not there yet.
  await rm(join(platform.dataDir, 'first-start-done'));
  await firstStart(platform, () => undefined);
  expect(await look()).toEqual(first);
});

test('the printed link makes the first admin, and is no longer printed then', async () => {
  const again: string[] = [];
  await firstStart(platform, (line) => again.push(line));
  const token = /\/welcome\/(\S+)$/.exec(again.at(-1) ?? '')?.[1] ?? '';
  const call = createCaller({ origin: platform.url, headers: () => ({ origin: platform.url }) });
  await expect(call(authEndpoints.describeLink, { body: { token } })).resolves.toMatchObject({
    purpose: 'first-admin',
    workspaceName: 'Sample shop',
  });
  const person = { name: 'Ada', password: 'a long enough password' };
  await call(authEndpoints.acceptLink, { body: { token, ...person } });
  const later: string[] = [];
  await firstStart(platform, (line) => later.push(line));
  expect(later).toEqual([]);
});

test('quote writes the PDF of a request that needs nobody', async () => {
  const out = join(folder, 'quote.pdf');
  const { exitCode, stdout, stderr } = await run('quote.ts', join(samples, 'requests/calloway.txt'), '--out', out);
  expect({ exitCode, stderr: stderr.includes('Uploading') }).toEqual({ exitCode: 0, stderr: true });
  expect(stdout).toContain('Calloway Electrical Ltd');
  expect(stdout).toMatch(/Total: \d+\.\d\d EUR/);
  expect((await readFile(out)).subarray(0, 5).toString()).toBe('%PDF-');
});

test('quote puts a known or new customer on the quote', async () => {
  const request = join(samples, 'requests/calloway.txt');
  const { exitCode, stdout } = await run('quote.ts', request, '--customer', 'Pellworth Works', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ quote: { customerName: 'Pellworth Works', preparation: 'ready' } });
  const call = await admin();
  const { items } = await call(customerEndpoints.list, { query: { search: 'Pellworth' } });
  expect(items).toHaveLength(1);
});

test('quote says what needs a person, and writes no PDF then', async () => {
  const out = join(folder, 'open.pdf');
  const { exitCode, stdout } = await run('quote.ts', join(samples, 'requests/tannhofer.xlsx'), '--out', out);
  expect(exitCode).toBe(3);
  expect(stdout).toContain('Hydrauliköl HLP 46');
  expect(stdout).toMatch(/lines? needs? a person/);
  await expect(readFile(out)).rejects.toThrow('ENOENT');
});

test('each way to fail has its exit code', async () => {
  const broken = join(folder, 'broken.pdf');
  await writeFile(broken, (await readFile(join(samples, 'requests/harrow-finch.pdf'))).subarray(0, 300));
  const program = join(folder, 'program.pdf');
  await writeFile(program, Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(100)]));
  const exits = [
    await run('quote.ts'),
    await run('quote.ts', join(folder, 'nowhere.pdf')),
    await run('quote.ts', broken, '--frobnicate'),
    await run('quote.ts', broken),
    await run('quote.ts', program),
    await run('token.ts', '--role', 'boss'),
    await run('token.ts', '--role', 'admin', '--workspace', 'No such shop'),
    await run('evaluate.ts', '--documents', folder),
  ];
  expect(exits.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 4, 4, 2, 2, 2]);
  expect(exits.filter(({ stderr }) => /\n {4}at /.test(stderr))).toEqual([]);
});

test('evaluate writes a prediction for every file, in a workspace of its own', async () => {
  const out = join(folder, 'predictions.json');
  const documents = join(samples, 'requests');
  const catalogue = join(samples, 'catalogue.csv');
  const before = await (await admin())(documentEndpoints.list);
  const { exitCode } = await run('evaluate.ts', '--documents', documents, '--catalogue', catalogue, '--out', out);
  expect(exitCode).toBe(0);
  const written: { documents: { file: string; status: string }[] } = JSON.parse(await readFile(out, 'utf8'));
  expect(written.documents.map(({ file, status }) => `${file} ${status}`)).toEqual([
    'brightwater-office.csv ok',
    'calloway.txt ok',
    'harrow-finch.pdf ok',
    'stadtwerke-lindenau.docx ok',
    'tannhofer.xlsx ok',
    'veldhuis.eml ok',
  ]);
  expect(written.documents[2]).toMatchObject({
    reason: null,
    customer: { name: 'Harrow & Finch Facilities Ltd', email: 'purchasing@harrowfinch.example' },
    reference: 'HF-2026-0418',
    neededBy: '2026-12-10',
  });
  expect(written.documents[2]).toHaveProperty('lines.0', {
    description: 'Miniature circuit breaker B16, 1-pole',
    quantity: '24',
    unit: 'pcs',
    match: { sku: 'EL-1-107' },
    confidence: expect.any(Number),
    candidates: expect.arrayContaining(['EL-1-107']),
    flags: [],
  });
  expect(await (await admin())(documentEndpoints.list)).toEqual(before);
});

test('a platform that has other workspaces gets no sample', async () => {
  await using local = await connectTo(platform);
  await local.identity.workspaces.ensureWorkspace('Another shop');
  expect(await local.hasOnlyWorkspace('Sample shop')).toBe(false);
});
