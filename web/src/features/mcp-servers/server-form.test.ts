import { expect, test } from 'vitest';
import { McpServerSettings } from '../../../../contracts/mcp-servers.ts';
import { emptyServerForm, formOfItem, formOfServer, readNewServer, readSettings } from './server-form.ts';

const filled = { ...emptyServerForm('npm'), name: 'files', origin: '@acme/files', version: '1.2.3' };

test('a filled form becomes the body of a deployment', () => {
  const read = readNewServer({ ...filled, args: '--root\n/data\n', idleSleepSeconds: '' }, [
    { name: 'API_KEY', value: 'secret' },
    { name: 'UNUSED', value: '' },
  ]);
  expect(read).toMatchObject({
    ok: true,
    value: {
      name: 'files',
      title: 'files',
      source: { kind: 'npm', package: '@acme/files', version: '1.2.3', bin: null, args: ['--root', '/data'] },
      runtime: 'process',
      grants: { network: false },
      idleSleepSeconds: null,
      secrets: { API_KEY: 'secret' },
    },
  });
});

test('each mistake is shown at its own field', () => {
  const limits = { ...filled.limits, memoryMb: '', diskMb: '999999' };
  const read = readNewServer({ ...filled, name: 'Not Good', version: '^1', limits }, [{ name: '1X', value: 'v' }]);
  expect(read).toEqual({
    ok: false,
    problems: { name: true, version: true, memoryMb: true, diskMb: true, secrets: true },
  });
});

test('an empty title is no mistake, also where the name is one', () => {
  expect(readNewServer({ ...filled, name: '' }, [])).toEqual({ ok: false, problems: { name: true } });
});

test('a wrong address is shown at the address, not at a field that the kind does not have', () => {
  const read = readNewServer({ ...emptyServerForm('url'), name: 'far', origin: 'ftp://example.test' }, []);
  expect(read).toEqual({ ok: false, problems: { origin: true } });
});

test('a server in an image that listens names its port; a wrong one is shown at its field', () => {
  const form = { ...emptyServerForm('image'), name: 'boxed', origin: 'acme/boxed:1', port: '8000' };
  const image = { kind: 'image', image: 'acme/boxed:1', args: [] };
  expect(readNewServer(form, [])).toMatchObject({ ok: true, value: { source: image } });
  const read = readNewServer({ ...form, transport: 'http' }, []);
  expect(read).toMatchObject({
    ok: true,
    value: { source: { ...image, transport: 'http', port: 8000, path: '/mcp' } },
  });
  const wrong = readNewServer({ ...form, transport: 'http', port: '', path: 'mcp' }, []);
  expect(wrong).toEqual({ ok: false, problems: { port: true, path: true } });
});

test('a server that is there goes through its form unchanged', () => {
  const settings = McpServerSettings.parse({
    title: 'Files',
    source: { kind: 'pypi', package: 'files', version: '2.0.0', bin: 'serve', args: ['-v'] },
    runtime: 'process',
    grants: { network: true },
    limits: { memoryMb: 512 },
    sharing: 'session',
    idleSleepSeconds: null,
    environment: { LEVEL: 'debug' },
  });
  expect(readSettings(formOfServer({ ...settings, name: 'files' }))).toEqual({ ok: true, value: settings });
});

test('what an entry of the catalogue asks for becomes rows, and its secrets do not become plain variables', () => {
  const form = formOfItem({
    key: 'k',
    title: 'Search',
    description: 'Finds pages',
    publisher: 'Acme',
    source: { kind: 'npm', package: 'search', version: '1.0.0', bin: null, args: [] },
    runtime: 'process',
    suggestedName: 'search',
    grants: { network: true },
    inputs: [
      { name: 'REGION', title: 'Region', secret: false, required: true },
      { name: 'TOKEN', title: 'Token', secret: true, required: true },
    ],
  });
  expect(form.environment).toEqual([{ name: 'REGION', value: '' }]);
  expect(form).toMatchObject({ name: 'search', network: true, origin: 'search', version: '1.0.0' });
});
