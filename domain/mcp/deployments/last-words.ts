import type { DeploymentAgent } from '../deployment-agent.ts';
import type { McpServerRecord } from '../mcp-server-store.ts';
import type { OpenSecrets } from './server-spec.ts';

const maxLines = 20;
/** Shorter ones are words of any sentence. */
const minSecretLength = 6;

/**
 * What a server writes to stderr from now on, its last lines: `since` never rejects, and answers nothing where the agent
 * cannot say. The values of the server's secrets are left out.
 */
export const lastWords = async (
  agent: Pick<DeploymentAgent, 'logs'>,
  record: McpServerRecord,
  openSecrets: OpenSecrets,
): Promise<{ since(): Promise<string[]> }> => {
  const { id } = record.server;
  const read = () => agent.logs(id).catch(() => []);
  const from = (await read()).at(-1)?.at ?? '';
  return {
    since: async () => {
      const secrets = Object.values(openSecrets(record)).filter(({ length }) => length >= minSecretLength);
      const hide = (text: string): string => secrets.reduce((left, secret) => left.replaceAll(secret, '•••'), text);
      return (await read())
        .filter(({ at }) => at > from)
        .slice(-maxLines)
        .map(({ text }) => hide(text));
    },
  };
};
