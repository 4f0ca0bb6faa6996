import type { EventBus } from '../domain/events/event-log.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import type { Gateway, McpRequestLog } from '../domain/mcp/gateway.ts';
import type { McpServerRecord, McpServerStore } from '../domain/mcp/mcp-server-store.ts';
import type { Environment } from '../infra/env.ts';
import type { Log } from '../infra/log.ts';
import { createSafeFetch } from '../infra/net/safe-fetch.ts';
import type { Authorizations } from '../mcp/gateway/authorizations/authorizations.ts';
import { createGateway } from '../mcp/gateway/gateway.ts';
import { createOwnServers } from '../mcp/gateway/upstreams/own.ts';
import { createLimiter, takeOne } from './middleware/rate-limit.ts';

export interface ComposeGatewayParts {
  readonly environment: Pick<
    Environment,
    'API_INTERNAL_URL' | 'PORT' | 'MCP_ALLOWED_PRIVATE_HOSTS' | 'RATE_LIMIT_FACTOR'
  >;
  readonly servers: McpServerStore;
  readonly agent: Pick<DeploymentAgent, 'attach'>;
  readonly requestLog: McpRequestLog;
  readonly authorizations: Authorizations;
  readonly openSecrets: (record: McpServerRecord) => Record<string, string>;
  /** Carries the news of changed servers from whichever process changed them. */
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly log: Pick<Log, 'warn'>;
  readonly redis?: unknown;
}

/** A tool may be called ten times a second by one caller, over a minute. */
const callsPerMinute = 600;

/** The gateway on real servers, for the API and for durable calls in the worker. */
export const composeGateway = ({
  environment,
  servers,
  agent,
  requestLog,
  authorizations,
  openSecrets,
  bus,
  log,
  redis,
}: ComposeGatewayParts): Gateway => {
  const fetch = createSafeFetch({ allowPrivate: environment.MCP_ALLOWED_PRIVATE_HOSTS });
  const limiter = createLimiter({
    name: 'mcp-call',
    points: Math.ceil(callsPerMinute * environment.RATE_LIMIT_FACTOR),
    durationSeconds: 60,
    redis,
  });
  const gateway = createGateway({
    servers,
    agent,
    ownServers: createOwnServers({
      origin: environment.API_INTERNAL_URL ?? `http://127.0.0.1:${environment.PORT}`,
    }),
    log: requestLog,
    authorizations,
    openSecrets,
    fetch,
    takeCall: async ({ identity }, server, tool) =>
      await takeOne(limiter, `${identity.workspaceId}:${identity.id}:${server}:${tool}`),
    onServersChanged: (listener) =>
      bus.subscribe(({ workspaceId, event }) => {
        if (event.type === 'server_status' || event.type === 'server_removed') listener(workspaceId);
      }),
    onError: (error) => log.warn({ err: error }, 'mcp gateway'),
  });
  return {
    open: (caller, options) => gateway.open(caller, options),
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      await fetch[Symbol.asyncDispose]();
    },
  };
};
