import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentEndpoints, UploadReply } from '../../contracts/documents.ts';
import { filesOf, untilEmpty } from '../harness/folders.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { rawRequest, refusalOf, type RawAnswer } from '../harness/raw-request.ts';
import { readDocument, uploadBytes } from '../harness/requests.ts';
import { until } from '../harness/until.ts';

const maxBytes = 60_000_000;
const multipartMaxBytes = 1_000_000;
const uploadPath = '/api/v1/files/upload';

let running: TestPlatform;
let program: TestProgram;
beforeAll(async () => {
  running = await startTestPlatform({
    UPLOAD_MAX_BYTES: String(maxBytes),
    MULTIPART_MAX_BYTES: String(multipartMaxBytes),
  });
  program = await running.program();
});
afterAll(() => running?.[Symbol.asyncDispose]());

let requests = 0;
/** A request of one line, different each time. */
const requestText = (): Buffer =>
  Buffer.from(`Request for quotation ${(requests += 1)}\n\n4 pcs  HX-${requests}  hexagon screw M8\n`);

const boundary = 'throughline-boundary';
interface Part {
  disposition: string;
  content: Buffer;
}
const multipart = (parts: readonly Part[], end = `--${boundary}--\r\n`): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ disposition, content }) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(end),
  ]);
const filePart = (fileName: string, content: Buffer): Part => ({
  disposition: `name="file"; filename="${fileName}"`,
  content,
});

const send = (body: Buffer, path = uploadPath, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  rawRequest(running.url + path, {
    headers: { ...program.headers, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
    body,
  });
const replyOf = ({ text }: RawAnswer): UploadReply => UploadReply.parse(JSON.parse(text));

const filesIn = (folder: string): Promise<string[]> => filesOf(join(running.platform.dataDir, folder));
const nothingIn = (folder: string) => untilEmpty(join(running.platform.dataDir, folder));

describe('a multipart upload is refused, in words and without a trace,', () => {
  const program32 = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(600)]);
  const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(600)]);
  test.each([
    ['when the file is empty', [filePart('a.txt', Buffer.alloc(0))], 400, 'file_empty'],
    ['when a program is called .pdf', [filePart('offer.pdf', program32)], 415, 'file_type_not_allowed'],
    [
      'when a program only holds a PDF',
      [filePart('a.pdf', Buffer.concat([elf, Buffer.from('%PDF-1.4\n%%EOF')]))],
      415,
      'file_type_not_allowed',
    ],
    [
      'when the file is in another field',
      [{ disposition: 'name="upload"; filename="a.txt"', content: Buffer.from('x') }],
      400,
      'file_missing',
    ],
    ['when there is no file', [{ disposition: 'name="file"', content: Buffer.from('text') }], 400, 'file_missing'],
    [
      'when there are two files',
      [filePart('a.txt', Buffer.from('a')), filePart('b.txt', Buffer.from('b'))],
      400,
      'file_missing',
    ],
    [
      'when there are too many fields',
      Array.from({ length: 20 }, (_, index) => ({ disposition: `name="f${index}"`, content: Buffer.from('x') })),
      400,
      'file_missing',
    ],
  ] as const)('%s', async (_name, parts, status, code) => {
    expect(refusalOf(await send(multipart(parts)))).toMatchObject({ status, code });
    await nothingIn('incoming');
  });

  test('when it is too large', async () => {
    const answer = await send(multipart([filePart('a.txt', Buffer.alloc(multipartMaxBytes + 1, 'a'))]));
    expect(refusalOf(answer)).toMatchObject({
      status: 413,
      code: 'file_too_large',
      details: { maxBytes: multipartMaxBytes },
    });
    await nothingIn('incoming');
  });

  test('when it stops in the middle', async () => {
    const cut = multipart([filePart('a.txt', requestText())], '');
    expect(refusalOf(await send(cut))).toMatchObject({ status: 400, code: 'upload_incomplete' });
    await nothingIn('incoming');
  });

  test('when it has no boundary, or is no form at all', async () => {
    const noBoundary = await send(Buffer.from('x'), uploadPath, { 'content-type': 'multipart/form-data' });
    expect(noBoundary.status).toBe(400);
    const json = await send(Buffer.from('{}'), uploadPath, { 'content-type': 'application/json' });
    expect(refusalOf(json)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('when the query is wrong', async () => {
    const answer = await send(multipart([filePart('a.txt', requestText())]), `${uploadPath}?again=maybe`);
    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 'validation_error' });
    await nothingIn('incoming');
  });

  test('when the sender hangs up', async () => {
    const sent = request(running.url + uploadPath, {
      method: 'POST',
      headers: {
        ...program.headers,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': '900000',
      },
    });
    sent.on('error', () => undefined);
    sent.write(multipart([filePart('a.txt', Buffer.alloc(400_000, 'a'))], ''));
    await until('the first bytes on disk', async () => (await filesIn('incoming')).length > 0);
    sent.destroy();
    expect(await nothingIn('incoming')).toBe(true);
  });
});

describe('a file’s name', () => {
  test.each([
    ['../../../etc/passwd', 'passwd'],
    [String.raw`..\..\boot.ini`, 'boot.ini'],
    ['Anfrage\u202Efdp.exe', 'Anfragefdp.exe'],
    [`${'ä'.repeat(4_096)}.pdf`, 'ä'.repeat(200)],
    ["Zange 🔧 50 %, 'so'; x.txt", "Zange 🔧 50 %, 'so'; x.txt"],
    ['<script>alert(1)</script>.svg', 'script>.svg'],
    ['=cmd|calc.csv', '=cmd|calc.csv'],
  ])('is inert when it comes back: %s', async (given, shown) => {
    const content = requestText();
    const escaped = given.replaceAll('\\', '\\\\').replaceAll('"', '%22');
    const { id, documentId } = replyOf(await send(multipart([filePart(escaped, content)])));
    expect((await program.call(documentEndpoints.get, { params: { id: documentId } })).fileName).toBe(shown);
    const file = await fetch(`${running.url}/api/v1/files/download/${id}`, { headers: program.headers });
    const disposition = file.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/);
    expect(disposition.match(/filename="([^"]*)"/)?.[1]).not.toMatch(/[\\/%]/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(shown.slice(0, 150));
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
  });

  test('with a NUL byte makes no path', async () => {
    const answer = await send(multipart([filePart('a\0/../../b.txt', requestText())]));
    expect([400, 201]).toContain(answer.status);
    expect(await filesIn('')).not.toContain('b.txt');
    await nothingIn('incoming');
  });
});

test('a download is saved and never run, whatever it holds', async () => {
  const content = Buffer.from('<html><script>alert(1)</script>\nRequest: 4 pcs HX-1\n');
  const { id } = await uploadBytes(running.url, program, 'page.html', new Uint8Array(content));
  const file = await fetch(`${running.url}/api/v1/files/download/${id}`, { headers: program.headers });
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-length': String(content.length),
  });
  expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
});

describe('the same file', () => {
  test('sent twice is one document, and is read again only on demand', async () => {
    const body = multipart([
      { disposition: 'name="note"', content: Buffer.from('a field more') },
      filePart('a.txt', requestText()),
    ]);
    const first = await send(body);
    expect(first.status).toBe(201);
    const second = await send(body);
    expect(second.status).toBe(200);
    expect(replyOf(second)).toEqual({ ...replyOf(first), duplicate: true });
    const again = await send(body, `${uploadPath}?again=true`);
    expect(again.status).toBe(201);
    expect(replyOf(again)).toMatchObject({ sha256: replyOf(first).sha256, duplicate: false });
    expect(replyOf(again).documentId).not.toBe(replyOf(first).documentId);
    expect(replyOf(await send(body)).documentId).toBe(replyOf(first).documentId);
  });

  test('sent by ten people at the same moment is one document with one folder', async () => {
    const crowd = await running.program();
    const body = multipart([filePart('a.txt', requestText())]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(body, uploadPath, crowd.headers)));
    const replies = answers.map(replyOf);
    expect(new Set(replies.map(({ documentId }) => documentId)).size).toBe(1);
    expect(replies.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect((await crowd.call(documentEndpoints.list)).items).toHaveLength(1);
    const [folder] = await filesIn('').then((names) => names.filter((name) => name === 'files'));
    expect(await filesIn(`${folder}/${crowd.workspaceId}`)).toHaveLength(1);
    await readDocument(crowd, replies[0]?.documentId ?? '');
  });

  test('with one Idempotency-Key answers the same twice', async () => {
    const body = multipart([filePart('a.txt', requestText())]);
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await send(body, uploadPath, headers);
    const second = await send(body, uploadPath, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(replyOf(second)).toEqual(replyOf(first));
    const other = await send(multipart([filePart('another.txt', requestText())]), uploadPath, headers);
    expect(refusalOf(other)).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });
});
