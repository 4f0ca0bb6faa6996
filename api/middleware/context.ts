import type { RequestHandler } from 'express';
import type { Identity } from '../../contracts/access.ts';
import { pickLocale } from '../../contracts/kernel/locale.ts';
import { isMcpPath } from '../mcp-path.ts';
import { setContext } from '../request-context.ts';
import { clientAddress } from './client-address.ts';
import type { Credentials } from './credentials.ts';
import type { RateLimits } from './rate-limit.ts';

export interface RequestLog {
  info(fields: Record<string, unknown>, message: string): void;
}

export interface ContextDeps {
  readonly credentials: Credentials;
  readonly limits: Pick<RateLimits, 'consume'>;
  readonly log: RequestLog;
  readonly trustedProxies: number;
}

/** Long enough for a UUID or a trace id, and nothing that could forge a log line. */
const saneId = /^[\w.:-]{8,100}$/;

/** Gives every request its context and its line in the log. Refuses two credentials, also where none is needed. */
export const contextMiddleware =
  ({ credentials, limits, log, trustedProxies }: ContextDeps): RequestHandler =>
  (request, response, next) => {
    const startedMs = performance.now();
    const given = request.headersDistinct['x-correlation-id'];
    const correlationId = given?.length === 1 && saneId.test(given[0] ?? '') ? `${given[0]}` : crypto.randomUUID();
    const ip = clientAddress(request, trustedProxies);
    const { method, path } = request;
    let identity: Promise<Identity | null> | undefined;
    response.setHeader('X-Correlation-Id', correlationId);
    setContext(response, {
      correlationId,
      locale: pickLocale(request.headers['accept-language']),
      ip,
      identify: () => (identity ??= credentials.verify(request)),
      consume: (limit, caller) => limits.consume(limit, caller, ip),
    });
    response.once('close', () => {
      const durationMs = Math.round((performance.now() - startedMs) * 10) / 10;
      const status = response.writableFinished ? response.statusCode : 499;
      // What went well there is in the request log, with who, which tool and how long.
      if (status < 400 && isMcpPath(path)) return;
      log.info({ correlationId, method, path: loggable(path), status, durationMs }, 'request');
    });
    credentials.extract(request);
    next();
  };

/** Addresses of pages may carry a one-time link, so only those of the API are written down. */
const loggable = (path: string): string =>
  path.startsWith('/api/') || isMcpPath(path) ? path.slice(0, 300) : '(page)';
