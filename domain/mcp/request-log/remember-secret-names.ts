import type { McpServerStore } from '../mcp-server-store.ts';
import { plainName } from './secret-names.ts';

const ttlMs = 10_000;
const maxServers = 1_000;

/** One look-up per server and ten seconds; a server that cannot be looked up has no further names. */
export const rememberSecretNames = (
  secretNamesOf: (workspaceId: string, serverName: string) => Promise<readonly string[]>,
) => {
  const known = new Map<string, { names: Promise<ReadonlySet<string>>; untilMs: number }>();
  const none: ReadonlySet<string> = new Set();
  return async (workspaceId: string, serverName: string | null): Promise<ReadonlySet<string>> => {
    if (serverName === null) return none;
    const key = `${workspaceId}/${serverName}`;
    const found = known.get(key);
    if (found && found.untilMs > Date.now()) return await found.names;
    const names = secretNamesOf(workspaceId, serverName).then(
      (list) => new Set(list.map(plainName)),
      () => none,
    );
    if (known.size > maxServers) known.clear();
    known.set(key, { names, untilMs: Date.now() + ttlMs });
    return await names;
  };
};

/** Names of a server's own secrets, whose values no log may show. */
export const secretNamesIn =
  (servers: Pick<McpServerStore, 'all'>) =>
  async (workspaceId: string, serverName: string): Promise<readonly string[]> =>
    (await servers.all(workspaceId)).find(({ server }) => server.name === serverName)?.server.secretNames ?? [];
