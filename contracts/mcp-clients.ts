import { z } from 'zod';
import { Permission } from './access.ts';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { id, Instant, text } from './kernel/scalars.ts';

/** An MCP client outside that may come in: registered by a person, or by itself over OAuth 2.1 (spec row C1). */
export const ExternalMcpClient = z.strictObject({
  id: id('cli'),
  name: z.string(),
  kind: z.enum(['claude', 'cursor', 'vscode', 'other']),
  /** How it signs in: by OAuth in the user's browser, or with a service account's token. */
  auth: z.enum(['oauth', 'service-account']),
  redirectUris: z.array(z.string()),
  serviceAccountId: id('svc').nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type ExternalMcpClient = z.infer<typeof ExternalMcpClient>;

/** Ready-made configuration to paste or to open. `file` is where it belongs. */
export const ClientConfig = z.strictObject({
  title: z.string(),
  file: z.string().nullable(),
  language: z.enum(['json', 'shell', 'url']),
  text: z.string(),
});
export type ClientConfig = z.infer<typeof ClientConfig>;

export const externalMcpClientEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/external_mcp_client',
    summary: 'MCP clients that may use the gateway',
    access: 'mcp-servers:read',
    query: PageQuery,
    reply: pageOf(ExternalMcpClient),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/external_mcp_client',
    summary: 'Allow a client in; the reply holds its ready configuration, and a secret this once',
    access: 'mcp-servers:manage',
    status: 201,
    body: z.strictObject({
      name: text(120),
      kind: ExternalMcpClient.shape.kind,
      auth: ExternalMcpClient.shape.auth.default('oauth'),
      redirectUris: z.array(z.url().max(2_000)).max(10).default([]),
      server: z.string().max(64).nullable().default(null),
      permissions: z.array(Permission).min(1).max(50).default(['mcp-tools:use']),
    }),
    reply: z.strictObject({ client: ExternalMcpClient, configs: z.array(ClientConfig) }),
  }),
  config: endpoint({
    method: 'get',
    path: '/api/external_mcp_client/:id/config',
    summary: 'Ready configuration for Claude, Cursor and VS Code, without secrets',
    access: 'mcp-servers:read',
    params: z.strictObject({ id: id('cli') }),
    reply: z.strictObject({ configs: z.array(ClientConfig) }),
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/external_mcp_client/:id',
    summary: 'Shut a client out; its tokens end at once',
    access: 'mcp-servers:manage',
    status: 204,
    params: z.strictObject({ id: id('cli') }),
    reply: z.undefined(),
  }),
};
