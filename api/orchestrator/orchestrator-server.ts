import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Identity } from '../../contracts/access.ts';
import { errorTable } from '../../contracts/errors.ts';
import { createCaller } from '../../contracts/kernel/client.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import { maxOrchestratorMessageBytes } from '../../contracts/orchestrator.ts';
import type { CallerService } from '../../domain/identity/caller-service.ts';
import type { Gateway } from '../../domain/mcp/gateway.ts';
import type { Log } from '../../infra/log.ts';
import type { Credentials } from '../middleware/credentials.ts';
import type { IsOwnOrigin } from '../middleware/own-origin.ts';
import { createLimiter, takeOne } from '../middleware/rate-limit.ts';
import { serveOrchestrator } from './orchestrator-session.ts';
import { createOrchestratorWork, type OrchestratorCaller } from './orchestrator-work.ts';

export interface OrchestratorServerDeps {
  readonly http: Server;
  readonly credentials: Credentials;
  readonly callers: Pick<CallerService, 'tokenFor'>;
  readonly isOwnOrigin: IsOwnOrigin;
  readonly gateway: Pick<Gateway, 'open'> | null;
  /** Where the platform's own REST API answers, without a trailing slash. */
  readonly origin: string;
  /** Shared by all processes; undefined: each counts for itself. */
  readonly redis?: unknown;
  readonly log: Pick<Log, 'error'>;
  readonly messagesPerMinute?: number;
}

const path = '/orchestrator';
const pingIntervalMs = 20_000;
/** Answered by the other socket server on this port, which leaves alone what is not its own. */
const socketPath = '/socket.io/';
const maxConnectionsEach = 20;
const maxClientLength = 200;
const closeGraceMs = 2_000;
const goingAway = 1001;

/**
 * The orchestrator's plain WebSocket (spec row B1) on the API's own port. The sign-in at the upgrade says who is calling:
 * a bearer token, or the session cookie of a page of ours. What a message says about its user counts for nothing.
 */
export const createOrchestratorServer = (deps: OrchestratorServerDeps): AsyncDisposable => {
  const { http, log, origin, gateway, redis, messagesPerMinute = 120 } = deps;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxOrchestratorMessageBytes });
  const limiter = createLimiter({ name: 'orchestrator', points: messagesPerMinute, durationSeconds: 60, redis });
  const silent = new WeakSet<WebSocket>();
  const open = new Map<string, number>();
  const work = createOrchestratorWork({
    gateway,
    callAs: (token) => createCaller({ origin, headers: () => ({ authorization: `Bearer ${token}` }) }),
  });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.startsWith(socketPath)) return;
    if (request.url?.split('?')[0] !== path) return void socket.destroy();
    const onError = () => socket.destroy();
    socket.on('error', onError);
    admit(deps, request).then(
      ({ identity }) => {
        const count = open.get(identity.id) ?? 0;
        if (count >= maxConnectionsEach) return refuse(socket, fail('rate_limited', { retryAfterSeconds: 60 }));
        socket.off('error', onError);
        sockets.handleUpgrade(request, socket, head, (client) => begin(client, request, identity));
      },
      (error: unknown) => refuse(socket, error),
    );
  };
  const begin = (client: WebSocket, request: IncomingMessage, { id }: Identity): void => {
    countUntilClosed(open, id, client);
    client.on('pong', () => silent.delete(client));
    client.on('error', () => client.terminate());
    const identify = () => admit(deps, request);
    const consume = async ({ identity }: OrchestratorCaller) => await takeOne(limiter, identity.id);
    serveOrchestrator({ socket: client, identify, work, consume, log });
  };
  const pings = pingAll(sockets, silent, pingIntervalMs);
  http.on('upgrade', upgrade);

  return {
    /** Says goodbye to every client (1001: it comes back to whichever process answers then), and waits a little. */
    [Symbol.asyncDispose]: async () => {
      http.off('upgrade', upgrade);
      clearInterval(pings);
      const gone = Array.from(sockets.clients, (client) => new Promise((resolve) => client.once('close', resolve)));
      for (const client of sockets.clients) client.close(goingAway, 'the server stops');
      const grace = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, closeGraceMs);
      await Promise.all(gone);
      clearTimeout(grace);
      sockets.close();
    },
  };
};

const countUntilClosed = (open: Map<string, number>, id: string, client: WebSocket): void => {
  open.set(id, (open.get(id) ?? 0) + 1);
  client.on('close', () => {
    const left = (open.get(id) ?? 1) - 1;
    if (left > 0) open.set(id, left);
    else open.delete(id);
  });
};

/** A client that did not answer the last ping is gone, whatever its network says. */
const pingAll = (sockets: WebSocketServer, silent: WeakSet<WebSocket>, intervalMs: number): NodeJS.Timeout =>
  setInterval(() => {
    for (const client of sockets.clients) {
      if (silent.has(client)) {
        client.terminate();
        continue;
      }
      silent.add(client);
      client.ping();
    }
  }, intervalMs).unref();

/** Throws `csrf` for a foreign page, and what a missing or ended credential throws. */
const admit = async (
  { credentials, callers, isOwnOrigin }: OrchestratorServerDeps,
  request: IncomingMessage,
): Promise<OrchestratorCaller> => {
  const { origin, host } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, host)) throw fail('csrf');
  const shown = credentials.extract(request);
  // A browser names the page; a cookie without one comes from nowhere we know.
  if (shown?.kind === 'cookie' && origin === undefined) throw fail('csrf');
  const identity = await credentials.verify(request);
  if (!shown || !identity) throw fail('unauthenticated');
  const token = shown.kind === 'bearer' ? shown.token : callers.tokenFor(identity);
  return { identity, token, client: request.headers['user-agent']?.slice(0, maxClientLength) ?? null };
};

const refuse = (socket: Duplex, error: unknown): void => {
  const code = error instanceof Failure ? error.code : 'internal';
  const { status, message, recovery } = errorTable[code];
  const body = JSON.stringify({ error: { code, message: message.en, details: {}, recovery: recovery.en } });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ].join('\r\n');
  socket.end(`${head}\r\n\r\n${body}`);
};
