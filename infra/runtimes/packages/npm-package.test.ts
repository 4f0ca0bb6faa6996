import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installNpmPackage } from './npm-package.ts';

const name = 'poisoned-server';
const canary = 'canary-of-install-scripts';
const script = `node -e "fs.writeFileSync('${canary}', '')"`;
const manifest = {
  name,
  version: '1.0.0',
  bin: 'index.js',
  scripts: { preinstall: script, install: script, postinstall: script, prepare: script },
};

let folder: string;
let close: () => unknown;
/** What the registry hands out as the package; the checksum is that of the real one. */
let handedOut: Buffer;

/** A registry with one package. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npm-package-'));
  await mkdir(join(folder, 'package'));
  await writeFile(join(folder, 'package', 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'package', 'index.js'), '');
  await promisify(execFile)('tar', ['-czf', join(folder, 'package.tgz'), '-C', folder, 'package']);
  handedOut = await readFile(join(folder, 'package.tgz'));
  const integrity = `sha512-${createHash('sha512').update(handedOut).digest('base64')}`;
  const registry = createServer(({ url, headers }, response) => {
    if (url?.endsWith('.tgz')) return void response.end(handedOut);
    const dist = { tarball: `http://${headers.host}/package.tgz`, integrity };
    const versions = { '1.0.0': { ...manifest, hasInstallScript: true, dist } };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions }));
  });
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
  close = () => {
    registry.closeAllConnections();
    registry.close();
  };
  const address = registry.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  // A download that fails is tried again after ten seconds otherwise.
  await writeFile(join(folder, 'npmrc'), 'fetch-retry-mintimeout=1\nfetch-retry-maxtimeout=1\n');
  vi.stubEnv('npm_config_userconfig', join(folder, 'npmrc'));
  vi.stubEnv('npm_config_registry', `http://127.0.0.1:${port}/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const install = async (): Promise<string> => {
  const into = join(folder, 'installation');
  await mkdir(into);
  const options = { bwrap: null, maxBytes: 100_000_000, timeoutMs: 120_000 };
  return await installNpmPackage({ package: name, version: '1.0.0', bin: null }, into, join(folder, 'cache'), options);
};

test('no script of a package runs when it is installed', async () => {
  expect(await install()).toBe('1.0.0');
  const files = await readdir(join(folder, 'installation'), { recursive: true });
  expect(files).toContain(join('node_modules', name, 'index.js'));
  expect(files.filter((file) => file.endsWith(canary))).toEqual([]);
});

test('a package that is not what the registry promised is not installed, and the cause says so', async () => {
  handedOut = Buffer.concat([handedOut, Buffer.from('more')]);
  await expect(install()).rejects.toMatchObject({
    code: 'package_install_failed',
    details: { reason: 'what the registry sent does not match its checksum' },
  });
});
