import { z } from 'zod';
import { Permission, Role } from './access.ts';
import { endpoint } from './kernel/endpoint.ts';
import { Locale } from './kernel/locale.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { id, Instant, text } from './kernel/scalars.ts';

export const Email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());

/** NIST SP 800-63B §3.1.1: length counts, composition rules do not. */
export const Password = z.string().min(12, 'must have at least 12 characters').max(200);

export const User = z.strictObject({
  id: id('usr'),
  email: z.string(),
  name: z.string(),
  roles: z.array(Role),
  state: z.enum(['invited', 'active', 'disabled']),
  createdAt: Instant,
  lastSignInAt: Instant.nullable(),
  version: z.number().int(),
});
export type User = z.infer<typeof User>;

/** Who is calling; what the web app needs to draw itself. */
export const CurrentSession = z.strictObject({
  kind: z.enum(['user', 'service']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  locale: Locale,
  roles: z.array(Role),
  permissions: z.array(Permission),
  workspace: z.strictObject({ id: id('wsp'), name: z.string(), currency: z.string(), timeZone: z.string() }),
  /** Send it back in `X-CSRF-Token` with every write that uses the cookie; null for bearer tokens. */
  csrfToken: z.string().nullable(),
  /** When the access token ends; refresh before. */
  expiresAt: Instant,
});
export type CurrentSession = z.infer<typeof CurrentSession>;

export const SignInSession = z.strictObject({
  id: id('ses'),
  current: z.boolean(),
  /** The MCP client that holds it in the person's name; null for a browser. */
  client: z.string().nullable(),
  userAgent: z.string(),
  ip: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant,
});

export const ServiceAccount = z.strictObject({
  id: id('svc'),
  name: z.string(),
  key: z.string(),
  permissions: z.array(Permission),
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  createdAt: Instant,
});
/** The secret is shown once, at creation and rotation. */
export const ServiceAccountWithSecret = ServiceAccount.extend({ secret: z.string() });

const linkToken = z.string().min(20).max(200);

export const authEndpoints = {
  login: endpoint({
    method: 'post',
    path: '/api/v1/auth/login',
    summary: 'Sign in with e-mail and password; sets the session cookies',
    access: 'public',
    limit: 'sign-in',
    body: z.strictObject({ email: Email, password: z.string().min(1).max(200) }),
    reply: CurrentSession,
  }),
  refresh: endpoint({
    method: 'post',
    path: '/api/v1/auth/refresh',
    summary: 'Exchange the refresh cookie for a new pair',
    access: 'public',
    limit: 'sign-in',
    reply: CurrentSession,
  }),
  logout: endpoint({
    method: 'post',
    path: '/api/v1/auth/logout',
    summary: 'End this session and clear the cookies',
    access: 'public',
    status: 204,
    reply: z.undefined(),
  }),
  session: endpoint({
    method: 'get',
    path: '/api/v1/auth/session',
    summary: 'Who is signed in',
    access: 'signed-in',
    reply: CurrentSession,
  }),
  token: endpoint({
    method: 'post',
    path: '/api/v1/auth/token',
    summary: 'Exchange key and secret of a service account for a short bearer token',
    access: 'public',
    limit: 'sign-in',
    body: z.strictObject({ key: z.string().min(1).max(100), secret: z.string().min(1).max(200) }),
    reply: z.strictObject({ token: z.string(), tokenType: z.literal('Bearer'), expiresInSeconds: z.number().int() }),
  }),
  acceptLink: endpoint({
    method: 'post',
    path: '/api/v1/auth/links/accept',
    summary: 'Use a one-time link (first admin or invitation): choose name and password, be signed in',
    access: 'public',
    limit: 'sign-in',
    /** `email`: only the first admin chooses one; an invitation keeps the address it was made for. */
    body: z.strictObject({ token: linkToken, name: text(200), password: Password, email: Email.optional() }),
    reply: CurrentSession,
  }),
  describeLink: endpoint({
    method: 'post',
    path: '/api/v1/auth/links/describe',
    summary: 'What a one-time link is for',
    access: 'public',
    limit: 'sign-in',
    body: z.strictObject({ token: linkToken }),
    reply: z.strictObject({
      purpose: z.enum(['first-admin', 'invitation']),
      email: z.string(),
      name: z.string(),
      workspaceName: z.string(),
    }),
  }),
  changePassword: endpoint({
    method: 'post',
    path: '/api/v1/auth/password',
    summary: 'Change the own password; ends all other sessions',
    access: 'signed-in',
    limit: 'sign-in',
    status: 204,
    body: z.strictObject({ currentPassword: z.string().min(1).max(200), newPassword: Password }),
    reply: z.undefined(),
  }),
  sessions: endpoint({
    method: 'get',
    path: '/api/v1/auth/sessions',
    summary: 'The own sign-ins',
    access: 'signed-in',
    reply: z.strictObject({ items: z.array(SignInSession) }),
  }),
  revokeSession: endpoint({
    method: 'delete',
    path: '/api/v1/auth/sessions/:id',
    summary: 'End one of the own sign-ins',
    access: 'signed-in',
    status: 204,
    params: z.strictObject({ id: id('ses') }),
    reply: z.undefined(),
  }),
};

export const userEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/users',
    summary: 'List users',
    access: 'users:manage',
    query: PageQuery,
    reply: pageOf(User),
  }),
  invite: endpoint({
    method: 'post',
    path: '/api/v1/users',
    summary: 'Invite somebody; the reply holds the one-time link to hand over',
    access: 'users:manage',
    status: 201,
    body: z.strictObject({ email: Email, name: text(200), roles: z.array(Role).min(1).max(3) }),
    reply: z.strictObject({ user: User, link: z.string(), expiresAt: Instant }),
  }),
  update: endpoint({
    method: 'patch',
    path: '/api/v1/users/:id',
    summary: 'Change roles, disable or enable a user; a disabled user is signed out everywhere',
    access: 'users:manage',
    params: z.strictObject({ id: id('usr') }),
    body: z.strictObject({
      version: z.number().int(),
      name: text(200).optional(),
      roles: z.array(Role).min(1).max(3).optional(),
      disabled: z.boolean().optional(),
    }),
    reply: User,
  }),
};

export const serviceAccountEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/service-accounts',
    summary: 'List service accounts',
    access: 'service-accounts:manage',
    query: PageQuery,
    reply: pageOf(ServiceAccount),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/v1/service-accounts',
    summary: 'Create a service account; the secret is shown this once',
    access: 'service-accounts:manage',
    status: 201,
    body: z.strictObject({
      name: text(200),
      permissions: z.array(Permission).min(1).max(50),
      expiresAt: Instant.nullable().default(null),
    }),
    reply: ServiceAccountWithSecret,
  }),
  rotate: endpoint({
    method: 'post',
    path: '/api/v1/service-accounts/:id/rotate',
    summary: 'Replace the secret; the old one ends at once',
    access: 'service-accounts:manage',
    params: z.strictObject({ id: id('svc') }),
    reply: ServiceAccountWithSecret,
  }),
  delete: endpoint({
    method: 'delete',
    path: '/api/v1/service-accounts/:id',
    summary: 'Delete a service account; its tokens end at once',
    access: 'service-accounts:manage',
    status: 204,
    params: z.strictObject({ id: id('svc') }),
    reply: z.undefined(),
  }),
};
