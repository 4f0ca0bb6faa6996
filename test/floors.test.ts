import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Decoder } from 'socket.io-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const root = join(import.meta.dirname, '..');
const { packages } = Lock.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));

/** Oldest versions without a known hole or a known bad habit (threats-and-faults 2.4). */
const floors = {
  '@modelcontextprotocol/sdk': '1.26.0',
  '@temporalio/testing': '1.24.0',
  cockatiel: '4.0.0',
  express: '5.3.0',
  'express-rate-limit': '8.7.4',
  'fast-check': '4.10.2',
  ioredis: '6.0.0',
  jsonwebtoken: '9.0.0',
  mongoose: '9.12.1',
  multer: '2.1.0',
  opossum: '10.0.0',
  'socket.io': '4.8.4',
  undici: '7.30.2',
} as const;

/** Those of the table that the platform is built on: a floor under a package nobody has holds nothing up. */
const inUse = ['express', 'ioredis', 'jsonwebtoken', 'mongoose', 'multer', 'socket.io'] as const;

/** The tus server's own Redis client, for stores and locks in Redis that nothing here uses. */
const neverRun: ReadonlySet<string> = new Set(['node_modules/@tus/server/node_modules/ioredis']);

const copiesOf = (name: string): { path: string; version: string }[] =>
  Object.entries(packages).flatMap(([path, { version }]) =>
    version !== undefined && path.endsWith(`node_modules/${name}`) ? [{ path, version }] : [],
  );

const isAtLeast = (version: string, floor: string): boolean => {
  const [have, want] = [version, floor].map((each) => each.split('-', 1)[0]?.split('.').map(Number) ?? []);
  const at = [0, 1, 2].find((index) => have?.[index] !== want?.[index]);
  return at === undefined || (have?.[at] ?? 0) > (want?.[at] ?? 0);
};

test('versions compare by number, not by letter', () => {
  expect(isAtLeast('10.0.0', '9.9.9')).toBe(true);
  expect(isAtLeast('9.12.1', '9.12.1')).toBe(true);
  expect(isAtLeast('4.8.3', '4.8.4')).toBe(false);
});

test.each(Object.entries(floors))('no copy of %s is older than %s', (name, floor) => {
  expect(copiesOf(name).filter(({ path, version }) => !neverRun.has(path) && !isAtLeast(version, floor))).toEqual([]);
});

test.each(inUse)('%s is installed in the version that the lock names', async (name) => {
  const file = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(file));
  expect(copiesOf(name).map((copy) => copy.version)).toContain(version);
});

test('the spreadsheet package that npm keeps stale is nowhere', () => {
  expect(copiesOf('xlsx')).toEqual([]);
});

test('a socket packet that announces more than ten attachments is refused', () => {
  const announce = (count: number) => new Decoder().add(`5${count}-["join",{"_placeholder":true,"num":0}]`);
  expect(() => announce(10)).not.toThrow();
  expect(() => announce(11)).toThrow('too many attachments');
});
