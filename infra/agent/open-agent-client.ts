import { readFile } from 'node:fs/promises';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import type { Environment } from '../env.ts';
import { agentSocketPath } from './agent-address.ts';
import { createAgentClient } from './agent-client.ts';

type Settings = Pick<Environment, 'DATA_DIR' | 'AGENT_URL' | 'AGENT_TLS_CERT' | 'AGENT_TLS_KEY' | 'AGENT_TLS_CA'>;

/** The agent that the environment names: the one of this data folder, or another machine's by mTLS. */
export const openAgentClient = async (settings: Settings): Promise<DeploymentAgent & Disposable> => {
  const { DATA_DIR, AGENT_URL: url, AGENT_TLS_CERT, AGENT_TLS_KEY, AGENT_TLS_CA } = settings;
  if (url === undefined) return createAgentClient({ target: { socketPath: agentSocketPath(DATA_DIR) } });
  if (AGENT_TLS_CERT === undefined || AGENT_TLS_KEY === undefined || AGENT_TLS_CA === undefined)
    throw new Error('AGENT_URL needs AGENT_TLS_CERT, AGENT_TLS_KEY and AGENT_TLS_CA.');
  const read = (path: string): Promise<string> => readFile(path, 'utf8');
  const [cert, key, ca] = await Promise.all([read(AGENT_TLS_CERT), read(AGENT_TLS_KEY), read(AGENT_TLS_CA)]);
  return createAgentClient({ target: { url, cert, key, ca } });
};
