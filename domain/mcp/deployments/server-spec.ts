import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpServer } from '../../../contracts/mcp-servers.ts';
import type { ServerSpec } from '../deployment-agent.ts';
import type { McpServerRecord } from '../mcp-server-store.ts';

/** Opens the sealed secrets of a server: values by name. */
export type OpenSecrets = (record: Pick<McpServerRecord, 'sealedSecrets'>) => Record<string, string>;

const fitting: Readonly<Record<McpServer['source']['kind'], readonly McpServer['runtime'][]>> = {
  builtin: ['gateway'],
  url: ['remote'],
  npm: ['process'],
  pypi: ['process'],
  local: ['process'],
  image: ['container', 'kubernetes'],
};

/** Throws `runtime_not_available` when this runtime can never run this source. */
export const checkRuntime = ({ source, runtime }: Pick<McpServer, 'source' | 'runtime'>): void => {
  const allowed = fitting[source.kind];
  if (allowed.includes(runtime)) return;
  throw fail('runtime_not_available', {
    runtime,
    reason: `a server from "${source.kind}" needs ${allowed.map((each) => `"${each}"`).join(' or ')}`,
  });
};

export const runsOnAgent = ({ runtime }: Pick<McpServer, 'runtime'>): boolean =>
  runtime === 'process' || runtime === 'container' || runtime === 'kubernetes';

/** What the agent needs to build and run an installation. Throws `runtime_not_available` for a server that no agent runs. */
export const toServerSpec = (
  record: McpServerRecord,
  installation: number,
  version: string | null,
  openSecrets: OpenSecrets,
): ServerSpec => {
  const { workspaceId, server } = record;
  const { id, name, runtime, grants, limits, environment, idleSleepSeconds, source } = server;
  if (runtime === 'gateway' || runtime === 'remote' || source.kind === 'builtin' || source.kind === 'url')
    throw fail('runtime_not_available', { runtime, reason: 'nothing of it is installed here' });
  return {
    id,
    workspaceId,
    name,
    installation,
    runtime,
    source: version !== null && (source.kind === 'npm' || source.kind === 'pypi') ? { ...source, version } : source,
    grants,
    limits,
    environment: { ...environment, ...openSecrets(record) },
    idleSleepSeconds,
  };
};
