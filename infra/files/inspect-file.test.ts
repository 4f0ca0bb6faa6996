import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectFile } from './inspect-file.ts';

const allows = async (content: Uint8Array): Promise<boolean> => {
  const path = join(await mkdtemp(join(tmpdir(), 'inspect-')), 'file');
  await writeFile(path, content);
  return (await inspectFile(path)).allowed;
};

const text = 'Request for Quotation\tQty\nBolt\t3\n';

test('text in any encoding may be a request, UTF-16 with and without its mark included', async () => {
  const littleEndian = Buffer.from(text, 'utf16le');
  expect(await allows(Buffer.from(text))).toBe(true);
  expect(await allows(littleEndian)).toBe(true);
  expect(await allows(Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian]))).toBe(true);
  expect(await allows(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(littleEndian).swap16()]))).toBe(true);
});

test('programs, archives of other kinds and noise are refused', async () => {
  const padding = Buffer.alloc(64);
  expect(await allows(Buffer.concat([Buffer.from('7f454c46020101', 'hex'), padding]))).toBe(false);
  expect(await allows(Buffer.concat([Buffer.from('1f8b0800', 'hex'), padding]))).toBe(false);
  expect(await allows(Buffer.from([1, 2, 0, 4, 5, 0, 0, 8, 9, 10]))).toBe(false);
});
