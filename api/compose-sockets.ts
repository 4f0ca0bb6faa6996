import type { Server } from 'node:http';
import type { EventBus } from '../domain/events/event-log.ts';
import type { Gateway } from '../domain/mcp/gateway.ts';
import type { Environment } from '../infra/env.ts';
import type { Log } from '../infra/log.ts';
import type { Security } from './compose-security.ts';
import { createOrchestratorServer } from './orchestrator/orchestrator-server.ts';
import { createSocketServer } from './socket/socket-server.ts';
import type { Subjects } from './socket/subjects.ts';

export interface SocketParts {
  readonly http: Server;
  readonly security: Security;
  readonly subjects: Subjects;
  readonly bus: EventBus;
  readonly gateway: Gateway;
  readonly environment: Pick<Environment, 'API_INTERNAL_URL' | 'PORT'>;
  readonly log: Log;
  /** Aborted once the process was told to stop: open sockets would keep the server from closing. */
  readonly stopping: AbortSignal;
}

/** Both servers of sockets on the API's port: live events, and the orchestrator. */
export const composeSockets = ({
  http,
  security,
  subjects,
  bus,
  gateway,
  environment,
  log,
  stopping,
}: SocketParts): void => {
  const { credentials, identity, isOwnOrigin, redis } = security;
  const sockets = createSocketServer({
    http,
    subjects,
    bus,
    identify: (request) => credentials.verify(request),
    isOwnOrigin: ({ origin, host }) => origin === undefined || isOwnOrigin(origin, host),
    log,
  });
  const orchestrator = createOrchestratorServer({
    http,
    credentials,
    callers: identity.callers,
    isOwnOrigin,
    gateway,
    origin: environment.API_INTERNAL_URL ?? `http://127.0.0.1:${environment.PORT}`,
    redis,
    log,
  });
  for (const server of [sockets, orchestrator])
    stopping.addEventListener('abort', () => void server[Symbol.asyncDispose]());
};
