import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UploadReply } from '../../contracts/documents.ts';
import { untilEmpty } from '../harness/folders.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { rawRequest, refusalOf, type RawAnswer } from '../harness/raw-request.ts';

const maxBytes = 60_000_000;
const tusPath = '/api/v1/files/tus';

let running: TestPlatform;
let program: TestProgram;
beforeAll(async () => {
  running = await startTestPlatform({ UPLOAD_MAX_BYTES: String(maxBytes) });
  program = await running.program();
});
afterAll(() => running?.[Symbol.asyncDispose]());

const nothingIn = (folder: string) => untilEmpty(join(running.platform.dataDir, folder));

describe('a resumable upload', () => {
  const tus = (method: string, address: string, headers: Record<string, string> = {}, body?: Buffer) =>
    rawRequest(new URL(address, running.url).href, {
      method,
      headers: { ...program.headers, 'tus-resumable': '1.0.0', ...headers },
      ...(body && { body }),
    });
  const create = (length: number, fileName = 'a.txt') =>
    tus('POST', tusPath, { 'upload-length': String(length), 'upload-metadata': `filename ${btoa(fileName)}` });
  const patch = (address: string, offset: number, body: Buffer) =>
    tus('PATCH', address, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body);
  const addressOf = ({ headers }: RawAnswer) => String(headers.location);

  test('of 50 MB goes on after the page was loaded again, and arrives byte by byte', async () => {
    const bytes = Buffer.concat([
      Buffer.from('4 pcs HX-1 screw\n'),
      Buffer.from(randomBytes(37_500_000).toString('base64')),
    ]);
    const options = {
      endpoint: running.url + tusPath,
      headers: program.headers,
      metadata: { filename: 'large.txt' },
      chunkSize: 10_000_000,
      retryDelays: [],
    };
    const left = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        ...options,
        onError: reject,
        onChunkComplete: (_size, accepted) => {
          if (accepted >= 20_000_000) void upload.abort().then(() => resolve(upload.url ?? ''));
        },
      });
      upload.start();
    });
    let firstOffset = -1;
    const reply = await new Promise<UploadReply>((resolve, reject) => {
      const upload = new Upload(bytes, {
        ...options,
        uploadUrl: left,
        onError: reject,
        onProgress: (sent) => {
          if (firstOffset < 0) firstOffset = sent;
        },
        onSuccess: ({ lastResponse }) =>
          resolve(UploadReply.parse(JSON.parse(lastResponse.getHeader('upload-result') ?? ''))),
      });
      upload.start();
    });
    expect(firstOffset).toBeGreaterThanOrEqual(20_000_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(reply).toMatchObject({ sha256, duplicate: false });
    const file = await fetch(`${running.url}/api/v1/files/download/${reply.id}`, { headers: program.headers });
    expect(
      createHash('sha256')
        .update(Buffer.from(await file.arrayBuffer()))
        .digest('hex'),
    ).toBe(sha256);
    await nothingIn('uploads');
  });

  test('is refused when it says that it is too large', async () => {
    expect(refusalOf(await create(maxBytes + 1))).toMatchObject({
      status: 413,
      code: 'file_too_large',
      details: { maxBytes },
    });
    await nothingIn('uploads');
  });

  test('of nothing, or of a program, is refused and leaves no file', async () => {
    expect(refusalOf(await create(0))).toMatchObject({ status: 400, code: 'file_empty' });
    const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(600)]);
    const address = addressOf(await create(elf.length, 'offer.pdf'));
    expect(refusalOf(await patch(address, 0, elf))).toMatchObject({ status: 415, code: 'file_type_not_allowed' });
    await nothingIn('uploads');
  });

  test('that goes on at the wrong byte is told so, and keeps what it has', async () => {
    const content = Buffer.from('Request for quotation\n\n4 pcs  HX-1  hexagon screw M8\n');
    const address = addressOf(await create(content.length));
    expect((await patch(address, 0, content.subarray(0, 10))).status).toBe(204);
    expect(refusalOf(await patch(address, 5, content.subarray(5)))).toMatchObject({
      status: 409,
      code: 'upload_offset_wrong',
    });
    expect((await tus('HEAD', address)).headers['upload-offset']).toBe('10');
    const end = await patch(address, 10, content.subarray(10));
    expect(end.status).toBe(204);
    const reply = UploadReply.parse(JSON.parse(String(end.headers['upload-result'])));
    // Whoever lost that answer asks how far the upload is, and gets it again.
    const asked = await tus('HEAD', address);
    expect(asked.headers['upload-offset']).toBe(String(content.length));
    expect(JSON.parse(String(asked.headers['upload-result']))).toEqual(reply);
  });

  test.each(['fil_00000000000000000000000000', '..%2F..%2Fetc%2Fpasswd', '..%2Ftoken-secret', '%00'])(
    'that was never begun is not found: %s',
    async (id) => {
      const answer = await tus('PATCH', `${tusPath}/${id}`, {
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      });
      expect(refusalOf(answer)).toMatchObject({ status: 404, code: 'file_not_found' });
    },
  );
});
