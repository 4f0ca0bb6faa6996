import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Package = z.looseObject({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const Lock = z.looseObject({ packages: z.record(z.string(), Package) });

const { packages } = Lock.parse(JSON.parse(await readFile(join(import.meta.dirname, '../package-lock.json'), 'utf8')));

/** `npm ci` refuses a lock file that lacks even a package for another operating system. */
test('every package that a locked package asks for is locked (else: node scripts/complete-lock.mjs)', () => {
  const locked = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const asked = Object.values(packages).flatMap((each) => [
    ...Object.keys(each.dependencies),
    ...Object.keys(each.optionalDependencies),
  ]);
  expect(asked.filter((name) => !locked.has(name))).toEqual([]);
});
