import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { BlobStore } from '../../domain/blob-store.ts';
import { createDiskBlobStore } from './disk-blob-store.ts';

let folder: string;
let blobs: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobs-'));
  blobs = createDiskBlobStore(join(folder, 'files'));
});

const bytes = (text: string) => new TextEncoder().encode(text);
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

test('a blob comes back as it was put, the last one wins, and no temporary file stays', async () => {
  await Promise.all(['one', 'two', 'three'].map((text) => blobs.put('wsp_1/doc_1/original', bytes(text))));
  await blobs.put('wsp_1/doc_1/original', bytes('last'));
  expect(Buffer.from((await blobs.get('wsp_1/doc_1/original')) ?? []).toString()).toBe('last');
  expect(await files()).toEqual(['original']);
});

test('a file that is taken in stays with its owner, who may remove or change it without harm', async () => {
  const source = join(folder, 'incoming');
  await writeFile(source, 'content');
  await blobs.adopt('wsp_1/doc_1/original', source);
  expect(await readFile(source, 'utf8')).toBe('content');
  await blobs.adopt('wsp_1/doc_1/original', source);
  expect(await readFile((await blobs.localPath('wsp_1/doc_1/original')) ?? '', 'utf8')).toBe('content');
});

test('a file that is not there leaves nothing behind', async () => {
  await expect(blobs.adopt('wsp_1/doc_1/original', join(folder, 'missing'))).rejects.toThrow(/ENOENT/);
  expect(await blobs.localPath('wsp_1/doc_1/original')).toBeNull();
  expect(await blobs.get('wsp_1/doc_1/original')).toBeNull();
  expect(await files()).toEqual([]);
});

test('removing a folder takes what is in it, and nothing beside it', async () => {
  for (const key of ['wsp_1/doc_1/original', 'wsp_1/doc_1/run-1/part-0.json', 'wsp_1/doc_10/original'])
    await blobs.put(key, bytes(key));
  await blobs.removeFolder('wsp_1/doc_1');
  await blobs.removeFolder('wsp_1/doc_1');
  expect(await blobs.get('wsp_1/doc_1/run-1/part-0.json')).toBeNull();
  expect(await blobs.localPath('wsp_1/doc_10/original')).not.toBeNull();
});

test('a folder goes although somebody still writes into it', async () => {
  for (let round = 0; round < 40; round += 1) {
    const keys = Array.from({ length: 60 }, (_, index) => `wsp_1/doc_1/run-1/part-${index}.json`);
    await Promise.all(keys.slice(0, 20).map((key) => blobs.put(key, bytes(key))));
    const writing = Promise.allSettled(keys.slice(20).map((key) => blobs.put(key, bytes(key))));
    await expect(blobs.removeFolder('wsp_1/doc_1')).resolves.toBeUndefined();
    await writing;
  }
});

test.each([
  '../secret',
  'wsp_1/../../secret',
  '/etc/passwd',
  'wsp_1//x',
  '',
  'wsp_1/a\0b',
  String.raw`wsp_1\x`,
  'WSP/x',
  'wsp_1/…',
])('the key %j names no blob', async (key) => {
  await mkdir(join(folder, 'files'), { recursive: true });
  await writeFile(join(folder, 'secret'), 'secret');
  await expect(async () => await blobs.get(key)).rejects.toThrow(/not a blob key/);
  await expect(async () => await blobs.put(key, bytes('x'))).rejects.toThrow(/not a blob key/);
  await expect(async () => await blobs.removeFolder(key)).rejects.toThrow(/not a blob key/);
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('secret');
});
