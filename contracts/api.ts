import { analyticsEndpoints } from './analytics.ts';
import { catalogEndpoints } from './catalog.ts';
import { customerEndpoints } from './customers.ts';
import { documentEndpoints, fileEndpoints } from './documents.ts';
import { eventEndpoints } from './events.ts';
import { healthEndpoints } from './health.ts';
import { authEndpoints, serviceAccountEndpoints, userEndpoints } from './identity.ts';
import type { AnyEndpoint } from './kernel/endpoint.ts';
import { mcpAgentEndpoints } from './mcp-agents.ts';
import { mcpAuthorizationEndpoints } from './mcp-authorizations.ts';
import { mcpLogEndpoints, mcpTaskEndpoints, mcpToolEndpoints } from './mcp-calls.ts';
import { externalMcpClientEndpoints } from './mcp-clients.ts';
import { auditEndpoints, mcpConnectionEndpoints, mcpDeploymentEndpoints } from './mcp-deployments.ts';
import { mcpServerEndpoints } from './mcp-servers.ts';
import { oauthEndpoints } from './oauth.ts';
import { operationEndpoints } from './operations.ts';
import { quotaEndpoints } from './quotas.ts';
import { quoteEndpoints } from './quotes.ts';

/** Every endpoint of the REST API by noun: what OpenAPI, the 405 answers and the access tests are made from. */
export const api = {
  analytics: analyticsEndpoints,
  audit: auditEndpoints,
  auth: authEndpoints,
  catalog: catalogEndpoints,
  customers: customerEndpoints,
  documents: documentEndpoints,
  events: eventEndpoints,
  'external-mcp-clients': externalMcpClientEndpoints,
  files: fileEndpoints,
  health: healthEndpoints,
  'mcp-agents': mcpAgentEndpoints,
  'mcp-authorizations': mcpAuthorizationEndpoints,
  'mcp-connections': mcpConnectionEndpoints,
  'mcp-deployments': mcpDeploymentEndpoints,
  'mcp-log': mcpLogEndpoints,
  'mcp-servers': mcpServerEndpoints,
  'mcp-tasks': mcpTaskEndpoints,
  'mcp-tools': mcpToolEndpoints,
  oauth: oauthEndpoints,
  operations: operationEndpoints,
  quotas: quotaEndpoints,
  quotes: quoteEndpoints,
  'service-accounts': serviceAccountEndpoints,
  users: userEndpoints,
} as const satisfies Readonly<Record<string, Readonly<Record<string, AnyEndpoint>>>>;

export interface NamedEndpoint {
  noun: string;
  name: string;
  endpoint: AnyEndpoint;
}

export const allEndpoints = (): NamedEndpoint[] =>
  Object.entries(api).flatMap(([noun, endpoints]) =>
    Object.entries(endpoints).map(([name, endpoint]: [string, AnyEndpoint]) => ({ noun, name, endpoint })),
  );
