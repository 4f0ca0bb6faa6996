import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Identity } from '../contracts/access.ts';
import type { Endpoint } from '../contracts/kernel/endpoint.ts';
import { fail } from '../contracts/kernel/fail.ts';
import { contextOf, requireAccess, type RequestContext } from './request-context.ts';

/** What a handler gets: parsed input, the caller, and the raw pair for the few that stream. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Present on every endpoint that is not public. */
  readonly identity: Identity;
  readonly context: RequestContext;
  readonly request: Request;
  readonly response: Response;
}

/** Endpoints without a body in the answer return nothing. */
type Reply<R extends z.ZodType> = undefined extends z.input<R> ? void : z.input<R>;

/** Thrown identity of public endpoints: reading any field is a programming error, so it has no permission at all. */
const nobody: Identity = { kind: 'user', id: '', name: '', workspaceId: '', permissions: new Set(), sessionId: null };

/**
 * Registers a handler for an endpoint. Access, rate limit, validation, the reply's shape and its status come from
 * the declaration. A handler of a `download` endpoint writes the response itself and returns undefined. A handler
 * may answer with another status by setting `response.status` before it returns.
 */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  router: Router,
  endpoint: Endpoint<P, Q, B, R>,
  handler: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply<R>> | Reply<R>,
  ...before: RequestHandler[]
): void => {
  const readBody = endpoint.kind === 'json' && endpoint.method !== 'get' ? jsonBody : [];
  router[endpoint.method](endpoint.path, admit(endpoint), ...readBody, ...before, async (request, response) => {
    const context = contextOf(response);
    const identity = endpoint.access === 'public' ? nobody : await requireAccess(context.identify, endpoint.access);
    const call = {
      params: parse(endpoint.params, request.params, 'params'),
      query: parse(endpoint.query, request.query, 'query'),
      body: parse(endpoint.body, bodyOf(endpoint, request), 'body'),
      identity,
      context,
      request,
      response,
    };
    response.status(endpoint.status);
    // Answers are about one caller: no cache on the way, and none on the disk of a shared computer, keeps them.
    response.setHeader('Cache-Control', 'no-store');
    const reply = await handler(call);
    if (endpoint.kind === 'download' || response.headersSent) return;
    if (response.statusCode === 204) response.end();
    else response.json(checkReply(endpoint, reply));
  });
};

/** Access and limit are checked before a body or an upload is read. */
const admit =
  (endpoint: Pick<Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>, 'access' | 'limit'>): RequestHandler =>
  async (_request, response, next) => {
    const context = contextOf(response);
    const identity = endpoint.access === 'public' ? null : await requireAccess(context.identify, endpoint.access);
    await context.consume(endpoint.limit, identity);
    next();
  };

/** Anything but JSON is refused, so that a foreign page cannot send a "simple" cross-site request (threats: CSRF). */
const jsonOnly: RequestHandler = (request, _response, next) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && !request.is('application/json')) throw fail('unsupported_media_type');
  next();
};

const jsonBody: RequestHandler[] = [jsonOnly, express.json({ limit: 1_048_576, strict: false })];

/** Nothing sent counts as an empty object, unless the schema takes nothing; uploads read their fields themselves. */
const bodyOf = (endpoint: { kind: string; body: z.ZodType }, request: Request): unknown => {
  const sent: unknown = endpoint.kind === 'json' ? request.body : undefined;
  return sent ?? (endpoint.body.safeParse(undefined).success ? undefined : {});
};

const parse = <S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues
    .slice(0, 50)
    .map((issue) => ({ path: [where, ...issue.path].join('.'), message: issue.message }));
  throw fail('validation_error', { issues });
};

/** A reply that breaks its contract is our bug: the caller sees `internal`, the log sees which field. */
const checkReply = (endpoint: { path: string; reply: z.ZodType }, reply: unknown): unknown => {
  const result = endpoint.reply.safeParse(reply);
  if (result.success) return result.data;
  throw new Error(`reply of ${endpoint.path} breaks its contract: ${z.prettifyError(result.error)}`);
};
