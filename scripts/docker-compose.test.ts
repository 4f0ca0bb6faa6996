import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Environment } from '../infra/env.ts';
import { temporalTuning } from '../temporal/server/start-temporal.ts';

const ROOT = join(import.meta.dirname, '..');
const text = await readFile(join(ROOT, 'docker-compose.yml'), 'utf8');

const Service = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }),
  volumes: z.array(z.string()).optional(),
  devices: z.array(z.string()).optional(),
  networks: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
});
const compose = z
  .looseObject({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(text, { merge: true }));
const services = Object.entries(compose.services);
const own = services.filter(([, service]) => service.build !== undefined);

test('every part of production is there', () => {
  expect(Object.keys(compose.services).toSorted()).toEqual(
    ['agent', 'api', 'mongo', 'redis', 'temporal', 'temporal-db', 'worker'].toSorted(),
  );
});

test('every image is pinned to a version', () => {
  for (const [name, { image }] of services) expect(`${name} ${image}`).toMatch(/^\S+ [\w/-]+:\d+\.\d+[\w.-]*$/);
});

test('every dependency exists, is waited for until it is healthy, and none goes in a circle', () => {
  const below = (name: string, path: string[] = []): string[] => {
    expect(path).not.toContain(name);
    const service = compose.services[name];
    expect(Object.keys(compose.services)).toContain(name);
    return Object.keys(service?.depends_on ?? {}).flatMap((next) => [next, ...below(next, [...path, name])]);
  };
  expect(new Set(below('worker'))).toEqual(new Set(['api', 'mongo', 'redis', 'temporal', 'temporal-db']));
  expect(new Set(below('api'))).toEqual(new Set(['mongo', 'redis', 'temporal', 'temporal-db']));
});

test('API and worker get only settings that the platform reads, and all that point at the other services', () => {
  const known = Object.keys(Environment.shape);
  expect(own.map(([name]) => name)).toEqual(['api', 'worker', 'agent']);
  for (const [name, { environment = {} }] of own) {
    if (name === 'agent') continue;
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    for (const [variable, service] of [
      ['MONGODB_URI', 'mongo'],
      ['TEMPORAL_ADDRESS', 'temporal'],
      ['REDIS_URL', 'redis'],
      ['API_INTERNAL_URL', 'api'],
    ] as const)
      expect(environment[variable]).toMatch(new RegExp(`(^|[/@])${service}:\\d+`));
  }
});

test('the agent shares the data folder and the key of its secrets with the others, and knows no database', () => {
  const { environment = {}, volumes } = compose.services['agent'] ?? {};
  expect(volumes).toEqual(compose.services['api']?.volumes);
  expect(environment).toMatchObject({ DATA_DIR: '/data', TOKEN_SECRET: expect.stringContaining('TOKEN_SECRET') });
  expect(
    Object.keys(environment)
      .filter((name) => name in Environment.shape)
      .toSorted(),
  ).toEqual(['DATA_DIR', 'LOG_LEVEL', 'TOKEN_SECRET'].toSorted());
});

test('the agent reaches no other service, and can make networks for servers', () => {
  const { devices, networks } = compose.services['agent'] ?? {};
  expect(devices).toEqual(['/dev/net/tun']);
  expect(networks).toEqual(['agent']);
  const others = services.filter(([name]) => name !== 'agent').map(([, service]) => service.networks ?? {});
  expect(others.flatMap((each) => (Array.isArray(each) ? each : Object.keys(each)))).toEqual(['default']);
});

test('no secret is written down: each comes from the environment and must be set', () => {
  const secrets = [...text.matchAll(/^\s+\w*(?:SECRET|PASSWORD|PWD|KEY|AUTH)\w*: (.+)$/gm)].map(
    (match) => match[1] ?? '',
  );
  expect(secrets.length).toBeGreaterThanOrEqual(6);
  for (const secret of secrets) expect(secret).toMatch(/^\$\{\w+:\?[^}]*\}$/);
  for (const [, , password] of text.matchAll(/\/\/(\w*):([^@\s]+)@/g)) expect(password).toMatch(/^\$\{\w+:\?[^}]*\}$/);
});

test('files and volumes that services mount, and scripts that they run, exist', async () => {
  const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
  const [folders, named] = [
    mounted.filter((source) => source.startsWith('./')),
    mounted.filter((source) => !source.startsWith('./')),
  ];
  expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
  const words = own.flatMap(([, { build, command = [], healthcheck }]) => [
    build?.dockerfile ?? 'none',
    ...command,
    ...healthcheck.test,
  ]);
  const files = words.filter((word) => word.endsWith('.ts') || word.includes('Dockerfile'));
  expect(files).toHaveLength(9);
  for (const path of [...folders, ...files]) await readFile(join(ROOT, path));
});

test('the Temporal server gets the same tuning as the embedded one', async () => {
  const config = z
    .record(z.string(), z.array(z.object({ value: z.union([z.number(), z.boolean()]) })))
    .parse(parse(await readFile(join(ROOT, 'deploy/temporal/dynamic-config.yaml'), 'utf8')));
  const settings = Object.entries(config).map(([key, values]) => `${key}=${values[0]?.value}`);
  expect(settings.toSorted()).toEqual([...temporalTuning].toSorted());
});

test('the image runs as an ordinary user, on the Node that the project pins, and copies only what exists', async () => {
  const dockerfile = await readFile(join(ROOT, 'deploy/Dockerfile'), 'utf8');
  const { dependencies } = z
    .looseObject({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  expect(dockerfile).toContain(`ARG NODE=node:${dependencies['node']}-`);
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(lastStage).toMatch(/\nUSER node\n/);
  expect(lastStage.indexOf('USER node')).toBeGreaterThan(lastStage.lastIndexOf('\nRUN '));
  for (const folder of [
    'contracts',
    'domain',
    'infra',
    'activities',
    'workflows',
    'temporal',
    'workers',
    'api',
    'mcp',
    'agent',
  ])
    expect(lastStage).toContain(`COPY ${folder} ${folder}`);
});
