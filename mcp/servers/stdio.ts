import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { createCaller } from '../../contracts/kernel/client.ts';
import { createServiceToken } from '../service-token.ts';
import { bridgeTransports } from './bridge-transports.ts';
import { createServer, serverNames } from './create-server.ts';

const usage = `Serves Throughline's MCP tools on standard input and output.

  npm run --silent mcp -- [${serverNames.join('|')}]...     (all of them when none is named)
  npm run --silent mcp -- gateway                     (all servers of the workspace, as on /mcp)

THROUGHLINE_URL     the platform, http://localhost:54587 when not set
THROUGHLINE_KEY     key of a service account
THROUGHLINE_SECRET  its secret`;

const Settings = z.object({
  THROUGHLINE_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:54587'),
  THROUGHLINE_KEY: z.string().min(1),
  THROUGHLINE_SECRET: z.string().min(1),
});

const settings = Settings.safeParse(process.env);
const asked = process.argv.slice(2);
const isGateway = asked.length === 1 && asked[0] === 'gateway';
const names = z.array(z.enum(serverNames)).safeParse(isGateway ? [] : asked);
if (!settings.success || !names.success) {
  // Standard output belongs to the protocol.
  console.error(usage);
  process.exit(2);
}
const origin = settings.data.THROUGHLINE_URL.replace(/\/$/, '');
const { THROUGHLINE_KEY: key, THROUGHLINE_SECRET: secret } = settings.data;
const token = createServiceToken({ origin, key, secret });
const onerror = ({ message }: Error): void => console.error(message);

if (isGateway) {
  const far = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { authProvider: { token } });
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's transport is no EventTarget
  far.onerror = onerror;
  await bridgeTransports(new StdioServerTransport(), far);
} else {
  const headers = async (): Promise<Record<string, string>> => ({ authorization: `Bearer ${await token()}` });
  const platform = { origin, headers, call: createCaller({ origin, headers }) };
  const served = names.data.length > 0 ? names.data : serverNames;
  serveStdio(() => createServer(served, platform), { onerror });
}
