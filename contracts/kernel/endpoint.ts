import { z } from 'zod';
import type { Permission } from '../access.ts';

/** Who may call: nobody in particular, anyone signed in, or whoever holds the permission. */
export type Access = 'public' | 'signed-in' | Permission;

/** Rate classes; the numbers live in `api/middleware/rate-limit.ts`. */
export type RateLimit = 'read' | 'write' | 'upload' | 'sign-in' | 'costly' | 'call' | 'none';

/** How the body and the reply travel. */
export type EndpointKind = 'json' | 'upload' | 'download';

type Shape = z.ZodType;

/** One HTTP operation, declared once: routing, validation, OpenAPI, typed client and limits all come from it. */
export interface Endpoint<P extends Shape, Q extends Shape, B extends Shape, R extends Shape> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Path below the origin, with `:name` parameters. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly limit: RateLimit;
  readonly kind: EndpointKind;
  /** Status of a successful answer. */
  readonly status: number;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly reply: R;
}

interface Declaration<P extends Shape, Q extends Shape, B extends Shape, R extends Shape> {
  method: Endpoint<P, Q, B, R>['method'];
  path: `/${string}`;
  summary: string;
  access: Access;
  limit?: RateLimit;
  kind?: EndpointKind;
  status?: number;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
}

/** Stands for a part that an endpoint does not have. */
const nothing = z.strictObject({});

/** Declares an endpoint. Reads default to the `read` limit, everything else to `write`. */
export const endpoint = <
  R extends Shape,
  P extends Shape = typeof nothing,
  Q extends Shape = typeof nothing,
  B extends Shape = typeof nothing,
>(
  declaration: Declaration<P, Q, B, R>,
): Endpoint<P, Q, B, R> => ({
  limit: declaration.method === 'get' ? 'read' : 'write',
  kind: 'json',
  status: 200,
  // The defaults stand for parts that the declaration leaves out, which is exactly when the type parameter defaults.
  params: nothing as unknown as P,
  query: nothing as unknown as Q,
  body: nothing as unknown as B,
  ...declaration,
});

export type AnyEndpoint = Endpoint<Shape, Shape, Shape, Shape>;
