import { execFileSync } from 'node:child_process';
import { request } from 'node:http';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UploadReply } from '../../contracts/documents.ts';
import { eventEndpoints } from '../../contracts/events.ts';
import { quoteEndpoints, type Quote } from '../../contracts/quotes.ts';
import { requestPdf } from '../builders/request-pdf.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { rawRequest, refusalOf, type RawAnswer } from '../harness/raw-request.ts';
import {
  importSampleCatalogue,
  quoteOf,
  readDocument,
  sendFile,
  uploadBytes,
  uploadSample,
} from '../harness/requests.ts';
import { until } from '../harness/until.ts';
import { ask, type Seen } from './ask.ts';

let running: TestPlatform;
beforeAll(async () => {
  running = await startTestPlatform();
});
afterAll(() => running?.[Symbol.asyncDispose]());

const text = (name: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`Request for quotation ${name}\n\n4 pcs  HX-100  hexagon screw M8\n`);

/** The events of a document have no gap, and there is one quote. */
const readOnce = async (program: TestProgram, documentId: string): Promise<void> => {
  const { items } = await program.call(eventEndpoints.list, {
    query: { subject: `document:${documentId}`, limit: 1_000 },
  });
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
  expect((await program.call(quoteEndpoints.list)).items).toHaveLength(1);
};

/** A document of which some pages are read, and others not. */
const halfRead = async (program: TestProgram): Promise<string> => {
  const bytes = await requestPdf({ pages: 120, linesPerPage: 4 });
  const { id, documentId } = await uploadBytes(running.url, program, 'long.pdf', bytes);
  await until(
    'a page in the middle',
    async () => {
      const response = await fetch(`${running.url}/api/v1/files/status/${id}`, { headers: program.headers });
      const { state, done, total } = await response.json();
      return state === 'processing' && done > 0 && done < total;
    },
    { everyMs: 5 },
  );
  return documentId;
};

test('while the database is down every request fails soon and in words, and what was being read is read once', async () => {
  const program = await running.program();
  const documentId = await halfRead(program);
  let back = false;
  const paths = [
    '/api/v1/documents',
    '/api/v1/quotes',
    `/api/v1/documents/${documentId}`,
    '/api/v1/health/ready',
    '/api/v1/health/live',
  ];
  const asked = [ask(running.url, program, paths, () => back), ask(running.url, program, paths, () => back)];
  // Each time it stays away longer, the last time for more than the driver waits.
  for (let kills = 0; kills < 3; kills += 1) {
    running.platform.mongo.kill('SIGKILL');
    await running.platform.mongo.waitReady();
  }
  await until('the API answers again', async () => (await fetch(`${running.url}/api/v1/health/ready`)).ok);
  back = true;
  const seen = (await Promise.all(asked)).flat();
  // The driver waits 3 s; without a limit of its own it would be 30 s.
  expect(seen.filter(({ ms }) => ms > 25_000)).toEqual([]);
  const refused = seen.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(new Set(['503 service_unavailable']));
  // How many are caught by an outage is chance; that some are, and that none of them is a page of the app, is not.
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.filter(({ path }) => !paths.slice(0, 4).includes(path))).toEqual([]);

  expect(await readDocument(program, documentId)).toMatchObject({ state: 'ready', partCount: 120, lineCount: 480 });
  await quoteOf(program, documentId);
  await readOnce(program, documentId);
});

describe('while Temporal hangs', () => {
  test('reads and uploads work, a confirmation is refused in time, and all of it happens later', async () => {
    const program = await running.program();
    await importSampleCatalogue(running.url, program);
    const { documentId } = await uploadSample(running.url, program, 'tannhofer.xlsx');
    let quote: Quote = await quoteOf(program, documentId);
    running.platform.temporal.kill('SIGSTOP');
    let waiting: UploadReply;
    try {
      for (const { id: lineId } of quote.lines.filter(({ decision }) => decision === 'open'))
        quote = await program.call(quoteEndpoints.changeLine, {
          params: { id: quote.id, lineId },
          body: { version: quote.version, excluded: true },
        });
      const body = Buffer.from(JSON.stringify({ version: quote.version }));
      const headers = { ...program.headers, 'content-type': 'application/json' };
      const confirmed = await rawRequest(`${running.url}/api/v1/quotes/${quote.id}/confirm`, { headers, body });
      expect(refusalOf(confirmed)).toMatchObject({ status: 503, code: 'service_unavailable' });
      expect(Number(confirmed.headers['retry-after'])).toBeGreaterThan(0);
      expect(await program.call(quoteEndpoints.get, { params: { id: quote.id } })).toEqual(quote);
      waiting = await uploadBytes(running.url, program, 'later.txt', text('later'));
    } finally {
      running.platform.temporal.kill('SIGCONT');
    }
    const { id, version } = quote;
    await until('the confirmation', () => program.call(quoteEndpoints.confirm, { params: { id }, body: { version } }));
    await until(
      'the PDF',
      async () => (await program.call(quoteEndpoints.get, { params: { id } })).preparation === 'ready',
    );
    expect((await readDocument(program, waiting.documentId)).state).toBe('ready');
    await quoteOf(program, waiting.documentId);
  });
});

describe('SIGTERM', () => {
  test('of the API under load: what was accepted is answered, and the process ends', async () => {
    const program = await running.program();
    const former = running.platform.api.pid;
    const boundary = 'b';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="slow.txt"\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), text('slow'), Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const slow = request(`${running.url}/api/v1/files/upload`, {
      method: 'POST',
      headers: {
        ...program.headers,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': String(body.length),
      },
    });
    const answered = new Promise<number>((resolve, reject) => {
      slow.on('error', reject).once('response', (response) => resolve(response.resume().statusCode ?? 0));
    });
    slow.write(body.subarray(0, head.length + 10));
    const over = new AbortController();
    const asked = Array.from({ length: 4 }, () =>
      ask(running.url, program, ['/api/v1/documents', '/api/v1/auth/session'], () => over.signal.aborted),
    );
    // A page that is open keeps its connection and asks on.
    const keptAlive = (async () => {
      while (!over.signal.aborted)
        await fetch(`${running.url}/api/v1/documents`, { headers: program.headers }).catch(() => undefined);
    })();
    await until(
      'the upload has begun',
      async () => (await readdir(join(running.platform.dataDir, 'incoming'))).length > 0,
    );
    running.platform.api.kill('SIGTERM');
    await until('no new connection', () =>
      rawRequest(`${running.url}/api/v1/health/live`, { method: 'GET', headers: { connection: 'close' } }).then(
        () => false,
        () => true,
      ),
    );
    slow.end(body.subarray(head.length + 10));
    expect(await answered).toBe(201);
    await until('the end of the process', async () => running.platform.api.pid !== former, { everyMs: 10 });
    await running.platform.api.waitReady();
    over.abort();
    const seen = (await Promise.all([...asked, keptAlive.then(() => [])])).flat();
    expect(seen.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    // A connection that the kernel took and the process never saw is cut when the listener closes: one per client at most.
    const unseen = (each: Seen): boolean =>
      each.status === 0 || /ECONNRESET|EPIPE|socket hang up/.test(each.code ?? '');
    const failed = seen.filter(({ status }) => status !== 200);
    expect(failed.filter((each) => !unseen(each))).toEqual([]);
    expect(failed.filter(({ status }) => status === -1).length).toBeLessThanOrEqual(asked.length);
  });

  test('of the worker in the middle of a document: its successor reads it to the end, once', async () => {
    const program = await running.program();
    const documentId = await halfRead(program);
    running.platform.worker.kill('SIGTERM');
    expect(await readDocument(program, documentId)).toMatchObject({ state: 'ready', partCount: 120, lineCount: 480 });
    await quoteOf(program, documentId);
    await readOnce(program, documentId);
    await running.platform.worker.waitReady();
  });
});

const mount = (...args: string[]): void => void execFileSync('mount', args, { stdio: 'ignore' });

/** Why there can be no small disk here; null when there can. */
const noSmallDisk = await (async (): Promise<string | null> => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-mount-'));
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'none', folder);
    execFileSync('umount', [folder]);
    return null;
  } catch {
    return 'mounting a file system is not allowed here';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
})();

describe.skipIf(noSmallDisk !== null)(`a full disk${noSmallDisk === null ? '' : ` (skipped: ${noSmallDisk})`}`, () => {
  const withSmallDisk = async (name: string, use: (grow: () => void) => Promise<void>): Promise<void> => {
    const folder = join(running.platform.dataDir, name);
    mkdirSync(folder, { recursive: true });
    mount('-t', 'tmpfs', '-o', 'size=512k', 'none', folder);
    try {
      await use(() => mount('-o', 'remount,size=20m', folder));
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  };
  const large = (name: string): Uint8Array<ArrayBuffer> => {
    const line = new TextDecoder().decode(text(name));
    return new TextEncoder().encode(line.repeat(Math.ceil(3_000_000 / line.length)));
  };
  const filesBelow = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(running.platform.dataDir, folder), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  test.each(['incoming', 'files'])('of %s: the upload is refused and leaves no half file; with room it works', (name) =>
    withSmallDisk(name, async (grow) => {
      const program = await running.program();
      const bytes = large(name);
      const upload = () => sendFile(running.url, '/api/v1/files/upload', program, 'large.txt', bytes);
      const refused = await upload();
      expect(refusalOf({ status: refused.status, text: await refused.text() })).toMatchObject({
        status: 507,
        code: 'storage_full',
      });
      await until('no half file', async () => (await filesBelow(name)).length === 0);
      grow();
      expect((await upload()).status).toBe(201);
    }),
  );

  test('of uploads: a resumable upload is refused, and goes on where it was once there is room', () =>
    withSmallDisk('uploads', async (grow) => {
      const program = await running.program();
      const bytes = Buffer.from(large('uploads'));
      const tus = (method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<RawAnswer> =>
        rawRequest(new URL(path, running.url).href, {
          method,
          headers: { ...program.headers, 'tus-resumable': '1.0.0', ...headers },
          ...(body && { body }),
        });
      const created = await tus('POST', '/api/v1/files/tus', { 'upload-length': String(bytes.length) });
      const address = String(created.headers.location);
      const patch = (offset: number) =>
        tus(
          'PATCH',
          address,
          { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
          bytes.subarray(offset),
        );
      expect(refusalOf(await patch(0))).toMatchObject({ status: 507, code: 'storage_full' });
      grow();
      const offset = Number((await tus('HEAD', address, {})).headers['upload-offset']);
      expect(offset).toBeGreaterThan(0);
      const end = await patch(offset);
      expect(end.status).toBe(204);
      expect(UploadReply.parse(JSON.parse(String(end.headers['upload-result']))).duplicate).toBe(false);
    }));
});
