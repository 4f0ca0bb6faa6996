// `node scripts/kubernetes-schema.ts v1.34.4`: takes what we use of Kubernetes' own API schema into
// infra/runtimes/kubernetes/test-schema.json. Needs Go, which fetches the release.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const used = [
  'io.k8s.api.core.v1.Namespace',
  'io.k8s.api.core.v1.Pod',
  'io.k8s.api.core.v1.Secret',
  'io.k8s.api.core.v1.ServiceAccount',
  'io.k8s.api.networking.v1.NetworkPolicy',
  'io.k8s.api.rbac.v1.Role',
  'io.k8s.api.rbac.v1.RoleBinding',
];
const version = process.argv[2] ?? '';
const module = execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@${version}`], { cwd: tmpdir() });
const { Dir: folder } = z.object({ Dir: z.string() }).parse(JSON.parse(module.toString()));
const { definitions } = z
  .object({ definitions: z.record(z.string(), z.record(z.string(), z.unknown())) })
  .parse(JSON.parse(readFileSync(join(folder, 'api/openapi-spec/swagger.json'), 'utf8')));

const taken: Record<string, unknown> = {};
const take = (name: string): void => {
  if (name in taken) return;
  const definition = JSON.stringify(definitions[name], (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  );
  taken[name] = JSON.parse(definition);
  for (const [, next] of definition.matchAll(/#\/definitions\/([^"]+)/g)) if (next) take(next);
};
used.forEach(take);
const about = `Definitions of api/openapi-spec/swagger.json of Kubernetes ${version}, without descriptions. Apache-2.0, The Kubernetes Authors.`;
writeFileSync(
  join(import.meta.dirname, '../infra/runtimes/kubernetes/test-schema.json'),
  `${JSON.stringify({ $comment: about, definitions: taken }, undefined, 1)}\n`,
);
