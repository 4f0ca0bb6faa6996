import { z } from 'zod';
import { Permission } from './access.ts';
import { endpoint } from './kernel/endpoint.ts';
import { Instant } from './kernel/scalars.ts';

/** What an MCP client may be granted in a person's name. Managing people, accounts, servers and workflows stays with people. */
export const grantablePermissions = [
  'mcp-tools:use',
  'catalog:read',
  'catalog:write',
  'customers:read',
  'customers:write',
  'documents:read',
  'documents:write',
  'mcp-servers:read',
  'quotes:read',
  'quotes:write',
] as const satisfies readonly Permission[];

/** An authorization request, sealed by the platform: only its own pages can show and decide it. */
const sealedRequest = z.string().min(20).max(8_000);

/** A checked authorization request: what the sealed text holds between the two halves of the way. */
export const AuthorizationRequest = z.strictObject({
  clientId: z.string(),
  redirectUri: z.string(),
  /** PKCE, method S256. */
  challenge: z.string(),
  resource: z.string(),
  permissions: z.array(Permission),
  state: z.string().nullable(),
  expiresAtMs: z.number(),
});
export type AuthorizationRequest = z.infer<typeof AuthorizationRequest>;

export const OauthConsent = z.strictObject({
  clientName: z.string(),
  /** Where the answer goes: a host, or the scheme of an app on this device. */
  redirectTarget: z.string(),
  /** The address the client may use. */
  resource: z.string(),
  permissions: z.array(z.strictObject({ permission: Permission, held: z.boolean() })),
  expiresAt: Instant,
});
export type OauthConsent = z.infer<typeof OauthConsent>;

/** The page on which a person lets an MCP client in (OAuth 2.1; spec row C1). The protocol itself is under `/oauth`. */
export const oauthEndpoints = {
  describe: endpoint({
    method: 'post',
    path: '/api/v1/oauth/consents/describe',
    summary: 'Who asks for access, and to what',
    access: 'mcp-tools:use',
    limit: 'read',
    body: z.strictObject({ request: sealedRequest }),
    reply: OauthConsent,
  }),
  decide: endpoint({
    method: 'post',
    path: '/api/v1/oauth/consents',
    summary: 'Let the client in with these permissions, or refuse; the reply says where to go',
    access: 'mcp-tools:use',
    body: z.strictObject({
      request: sealedRequest,
      decision: z.enum(['approve', 'deny']),
      permissions: z.array(Permission).max(50).default([]),
    }),
    reply: z.strictObject({ redirectTo: z.string() }),
  }),
};
