import type { Server } from 'node:http';
import type { Log } from '../infra/log.ts';

export interface ServeOptions {
  http: Server;
  host: string;
  port: number;
  log: Log;
  /** How long running requests may finish after the signal. */
  graceMs: number;
  /** Aborted at once on the signal: readiness turns false. */
  stop: AbortController;
}

const closeIdleEveryMs = 100;

/**
 * Listens until SIGTERM or SIGINT, then stops gracefully (spec row B12): readiness false, no new connections, running
 * requests finish, the rest is closed.
 */
export const serve = async ({ http, host, port, log, graceMs, stop }: ServeOptions): Promise<void> => {
  // Slow or silent clients do not hold connections for ever (threats: slow-loris). Uploads may take long in all.
  http.headersTimeout = 30_000;
  http.requestTimeout = 0;
  http.timeout = 60_000;
  http.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  log.info({ host, port }, 'api ready');
  process.send?.('ready');

  const signal = await new Promise<string>((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
  });
  log.info({ signal }, 'api stops');
  stop.abort();
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  // A connection that is kept alive would bring request after request: each answer from here on is its last.
  http.prependListener('request', (_request, response) => void response.setHeader('connection', 'close'));
  const closeIdle = setInterval(() => http.closeIdleConnections(), closeIdleEveryMs);
  const grace = setTimeout(() => http.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(grace);
  clearInterval(closeIdle);
  log.info('api stopped');
};
