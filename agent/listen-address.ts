import { readFile } from 'node:fs/promises';
import type { Environment } from '../infra/env.ts';
import { StartError } from '../infra/ground/start-error.ts';
import type { AgentAddress } from './agent-server.ts';

type Settings = Pick<Environment, 'AGENT_LISTEN' | 'AGENT_TLS_CERT' | 'AGENT_TLS_KEY' | 'AGENT_TLS_CA'>;

/** The Unix socket, or `AGENT_LISTEN=host:port` with certificates: never a port that anybody may call. */
export const listenAddress = async (settings: Settings, socketPath: string): Promise<AgentAddress> => {
  if (settings.AGENT_LISTEN === undefined) return { socketPath };
  const { AGENT_TLS_CERT, AGENT_TLS_KEY, AGENT_TLS_CA } = settings;
  if (AGENT_TLS_CERT === undefined || AGENT_TLS_KEY === undefined || AGENT_TLS_CA === undefined)
    throw new StartError('AGENT_LISTEN needs AGENT_TLS_CERT, AGENT_TLS_KEY and AGENT_TLS_CA.');
  const { hostname, port } = new URL(`https://${settings.AGENT_LISTEN}`);
  const [cert, key, ca] = await Promise.all(
    [AGENT_TLS_CERT, AGENT_TLS_KEY, AGENT_TLS_CA].map((path) => readFile(path, 'utf8')),
  );
  if (cert === undefined || key === undefined || ca === undefined) throw new StartError('A certificate is missing.');
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? 443 : port), cert, key, ca };
};
