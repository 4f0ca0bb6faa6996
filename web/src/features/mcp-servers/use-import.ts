import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mcpServerEndpoints } from '../../../../contracts/mcp-servers.ts';
import { useWrite } from '../../lib/query.ts';
import type { ImportFound } from './import-preview.tsx';
import { refreshServers } from './queries.ts';

export interface ImportResult {
  deploymentId: string | null;
  error: unknown;
}

type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Adds servers one after the other, and remembers what became of each. */
export const useImport = () => {
  const queryClient = useQueryClient();
  const deploy = useWrite(mcpServerEndpoints.deploy);
  const [results, setResults] = useState<Readonly<Record<string, ImportResult>>>({});
  const [isAdding, setAdding] = useState(false);
  const add = async (servers: ImportFound['servers'], secrets: Secrets): Promise<void> => {
    setAdding(true);
    for (const { secretNames, ...server } of servers) {
      const given = secretNames.flatMap((name) => {
        const value = secrets[server.name]?.[name] ?? '';
        return value === '' ? [] : [[name, value] as const];
      });
      const result = await deploy
        .mutateAsync({ body: { ...server, secrets: Object.fromEntries(given) } })
        .then(({ deploymentId }) => ({ deploymentId, error: null }))
        .catch((error: unknown) => ({ deploymentId: null, error }));
      setResults((before) => ({ ...before, [server.name]: result }));
    }
    setAdding(false);
    await refreshServers(queryClient);
  };
  return { results, add, isAdding };
};
