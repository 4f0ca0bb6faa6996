import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';

/** The one error envelope (spec row C6). */
export const ErrorEnvelope = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).default({}),
    recovery: z.string().default(''),
  }),
});

/** A call that the server refused, or that never reached it (`code` = `network_error`, `status` = 0). */
export class CallError extends Error {
  readonly code: ErrorCode | (string & {});
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly recovery: string;
  readonly correlationId: string | null;

  constructor(
    fields: Pick<CallError, 'code' | 'status' | 'details' | 'recovery' | 'correlationId'> & { message: string },
    options?: ErrorOptions,
  ) {
    super(fields.message, options);
    this.name = 'CallError';
    this.code = fields.code;
    this.status = fields.status;
    this.details = fields.details;
    this.recovery = fields.recovery;
    this.correlationId = fields.correlationId;
  }
}

export interface CallInput<P, Q, B> {
  params?: P;
  query?: Q;
  body?: B;
  signal?: AbortSignal;
  /** Same key, same effect: pass one for a write that may be sent twice. */
  idempotencyKey?: string;
}

export interface CallerOptions {
  /** Origin of the server, without a trailing slash; empty in the browser. */
  origin: string;
  /** Headers added to every call, such as a bearer token or the CSRF token. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  /** Called once when an answer is 401; true means "signed in again, send once more". */
  onUnauthenticated?: () => Promise<boolean>;
}

export type Caller = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input?: CallInput<z.input<P>, z.input<Q>, z.input<B>>,
) => Promise<z.output<R>>;

/** The typed client that web, CLI and tests share: types come from the endpoint, nothing is written twice. */
export const createCaller = ({ origin, headers, onUnauthenticated }: CallerOptions): Caller => {
  const send = async (
    endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>,
    input: CallInput<unknown, unknown, unknown>,
  ) => {
    const url = origin + fillPath(endpoint.path, input.params) + queryString(input.query);
    const hasBody = input.body !== undefined;
    try {
      return await fetch(url, {
        method: endpoint.method.toUpperCase(),
        headers: {
          accept: 'application/json',
          ...(hasBody && { 'content-type': 'application/json' }),
          ...(input.idempotencyKey !== undefined && { 'idempotency-key': input.idempotencyKey }),
          ...(await headers?.()),
        },
        ...(hasBody && { body: JSON.stringify(input.body) }),
        ...(input.signal && { signal: input.signal }),
      });
    } catch (cause) {
      if (input.signal?.aborted) throw cause;
      throw new CallError(
        {
          code: 'network_error',
          status: 0,
          message: 'The server could not be reached.',
          details: {},
          recovery: '',
          correlationId: null,
        },
        { cause },
      );
    }
  };

  return async (endpoint, input = {}) => {
    let response = await send(endpoint, input);
    if (response.status === 401 && onUnauthenticated && (await onUnauthenticated()))
      response = await send(endpoint, input);
    if (!response.ok) throw await toCallError(response);
    if (response.status === 204) return endpoint.reply.parse(undefined);
    return endpoint.reply.parse(await response.json());
  };
};

/** Reads the error envelope of a refused answer; a proxy's HTML page becomes a plain `internal`. */
export const toCallError = async (response: Response): Promise<CallError> => {
  const correlationId = response.headers.get('x-correlation-id');
  const envelope = ErrorEnvelope.safeParse(await response.json().catch(() => null));
  if (envelope.success) return new CallError({ ...envelope.data.error, status: response.status, correlationId });
  const message = `The server answered ${response.status}.`;
  return new CallError({
    code: 'internal',
    status: response.status,
    message,
    details: {},
    recovery: '',
    correlationId,
  });
};

const fillPath = (path: string, params: unknown): string => {
  const values = new Map(Object.entries(params ?? {}));
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
};

const queryString = (query: unknown): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  return search.size === 0 ? '' : `?${search}`;
};
