import { z } from 'zod';

const npmName = z
  .string()
  .max(214)
  .regex(/^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/, 'must be an npm package name');
const pypiName = z
  .string()
  .max(214)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'must be a PyPI project name');
/** An exact version: ranges and tags would let a package change under a running server. */
export const exactVersion = z
  .string()
  .max(60)
  .regex(/^\d[0-9A-Za-z.+-]*$/, 'must be an exact version such as 1.2.3');
const bin = z
  .string()
  .max(100)
  .regex(/^[\w.-]+$/)
  .nullable()
  .default(null);
/** Arguments and variables of a process end at a NUL: what follows one would be read as something else. */
export const processText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => !value.includes('\0'), 'must not contain a NUL character');
const args = z.array(processText(2_000)).max(50).default([]);

/** Never sent to the server itself, unlike its other secrets. */
export const oauthClientSecretName = 'OAUTH_CLIENT_SECRET';

/** The servers that come with the platform. */
export const ownServerNames = ['sales', 'intent', 'catalog'] as const;

const imageSource = z
  .strictObject({
    kind: z.literal('image'),
    image: z
      .string()
      .min(1)
      .max(300)
      .regex(/^(?!.*\.\.)[a-zA-Z0-9][\w./:@-]*$/, 'must be a container image'),
    args,
    /** How the program inside speaks MCP: `http` is streamable HTTP. Without it: stdio. */
    transport: z.enum(['stdio', 'http']).optional(),
    /** Where it listens, inside its container. */
    port: z.int().min(1).max(65_535).optional(),
    /** Without it: `/mcp`. */
    path: z
      .string()
      .max(200)
      .regex(/^\/[\w./~-]*$/, 'must be a path such as /mcp')
      .optional(),
  })
  .refine(({ transport, port }) => transport !== 'http' || port !== undefined, {
    path: ['port'],
    error: 'is needed with http',
  })
  .refine(({ transport, port, path }) => transport === 'http' || (port === undefined && path === undefined), {
    path: ['transport'],
    error: 'must be http where a port or a path is given',
  });

/** Where a server comes from. */
export const McpServerSource = z.discriminatedUnion('kind', [
  /** One of our own, in the gateway's own process. */
  z.strictObject({ kind: z.literal('builtin'), name: z.enum(ownServerNames) }),
  /** `version` null: the newest one at the time of the deployment, pinned from then on. `bin`: when the package has several. */
  z.strictObject({
    kind: z.literal('npm'),
    package: npmName,
    version: exactVersion.nullable().default(null),
    bin,
    args,
  }),
  z.strictObject({
    kind: z.literal('pypi'),
    package: pypiName,
    version: exactVersion.nullable().default(null),
    bin,
    args,
  }),
  /** A program of this installation: a folder below MCP_LOCAL_FOLDER, run with Node or Python. */
  z.strictObject({
    kind: z.literal('local'),
    folder: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,60}$/),
    program: z.enum(['node', 'python3']),
    args,
  }),
  imageSource,
  /** A server that runs elsewhere. `tool-http`: `GET /mcp/discover`, `POST /mcp/execute`, `GET /health` (spec row D3). */
  z.strictObject({
    kind: z.literal('url'),
    url: z.url({ protocol: /^https?$/ }).max(2_000),
    transport: z.enum(['auto', 'streamable-http', 'sse', 'tool-http']).default('auto'),
    /**
     * The OAuth client that an admin registered for us by hand, where clients may not register themselves. Its secret is
     * the setting `OAUTH_CLIENT_SECRET`; both are shown to `issuer` only.
     */
    oauth: z
      .strictObject({
        clientId: z.string().min(1).max(500),
        issuer: z.url({ protocol: /^https?$/ }).max(2_000),
      })
      .optional(),
  }),
]);
export type McpServerSource = z.infer<typeof McpServerSource>;

export interface HttpEndpoint {
  readonly port: number;
  readonly path: string;
}

/** Where a server in a container listens for streamable HTTP; null when it speaks over stdin and stdout. */
export const httpEndpointOf = (source: McpServerSource): HttpEndpoint | null =>
  source.kind === 'image' && source.transport === 'http' && source.port !== undefined
    ? { port: source.port, path: source.path ?? '/mcp' }
    : null;
