import { z } from 'zod';

/** What a caller may do. Checked in one place, from the declaration of each endpoint, event and tool. */
export const Permission = z.enum([
  'catalog:read',
  'catalog:write',
  'customers:read',
  'customers:write',
  'documents:read',
  'documents:write',
  'mcp-log:read',
  'mcp-servers:manage',
  'mcp-servers:read',
  'mcp-tools:use',
  'operations:read',
  'operations:write',
  'quotes:read',
  'quotes:write',
  'service-accounts:manage',
  'users:manage',
]);
export type Permission = z.infer<typeof Permission>;

/** The three people who use Throughline. */
export const Role = z.enum(['sales', 'admin', 'operator']);
export type Role = z.infer<typeof Role>;

export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  sales: [
    'catalog:read',
    'customers:read',
    'customers:write',
    'documents:read',
    'documents:write',
    'mcp-servers:read',
    'mcp-tools:use',
    'quotes:read',
    'quotes:write',
  ],
  operator: [
    'catalog:read',
    'customers:read',
    'documents:read',
    'mcp-log:read',
    'mcp-servers:read',
    'operations:read',
    'operations:write',
    'quotes:read',
  ],
  admin: Permission.options,
};

/** The caller of an operation: always from a verified credential, never from a request's content. */
export interface Identity {
  readonly kind: 'user' | 'service';
  /** User or service-account id. */
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The sign-in this came from; null for service accounts. */
  readonly sessionId: string | null;
  /** When the access token that was shown ends. */
  readonly tokenExpiresAt?: Date;
}
