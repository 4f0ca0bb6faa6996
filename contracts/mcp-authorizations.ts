import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';
import { id, Instant } from './kernel/scalars.ts';

/** A person's sign-in at an MCP server elsewhere (spec row C4). The tokens never leave the platform. */
export const McpAuthorization = z.strictObject({
  id: id('aut'),
  url: z.string(),
  /** `expired`: the server takes neither the access nor the refresh token any more; sign in again. */
  state: z.enum(['authorized', 'expired']),
  scope: z.string().nullable(),
  /** What a call needed beyond that; signing in again asks for it. Null: nothing. */
  wantedScope: z.string().nullable(),
  authorizedAt: Instant,
});
export type McpAuthorization = z.infer<typeof McpAuthorization>;

export const mcpAuthorizationEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/mcp_authorization',
    summary: 'The own sign-ins at MCP servers elsewhere',
    access: 'mcp-tools:use',
    reply: z.strictObject({ items: z.array(McpAuthorization) }),
  }),
  begin: endpoint({
    method: 'post',
    path: '/api/mcp_authorization',
    summary: 'Sign in at an MCP server; the reply says which page to open',
    access: 'mcp-tools:use',
    limit: 'costly',
    body: z.strictObject({
      url: z.url({ protocol: /^https?$/ }).max(2_000),
      /** A client registered by hand, for a server that is not added yet. Admins only. */
      client: z
        .strictObject({
          clientId: z.string().min(1).max(500),
          clientSecret: z.string().min(1).max(2_000).nullable().default(null),
          issuer: z.url({ protocol: /^https?$/ }).max(2_000),
        })
        .optional(),
    }),
    reply: z.strictObject({ authorizationUrl: z.string() }),
  }),
  /** Called by our own page at `/oauth/callback`: a request from another site does not carry the session's cookie. */
  finish: endpoint({
    method: 'post',
    path: '/api/mcp_authorization/finish',
    summary: 'End a sign-in with what the authorization server sent back',
    access: 'mcp-tools:use',
    limit: 'costly',
    body: z.strictObject({
      state: z.string().min(1).max(500),
      code: z.string().min(1).max(4_000),
      iss: z.string().max(2_000).nullable().default(null),
    }),
    reply: z.strictObject({ url: z.string() }),
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/mcp_authorization/:id',
    summary: 'Forget a sign-in and its tokens',
    access: 'mcp-tools:use',
    status: 204,
    params: z.strictObject({ id: id('aut') }),
    reply: z.undefined(),
  }),
};
