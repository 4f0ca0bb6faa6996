import { Router, type Response } from 'express';
import { serviceAccountEndpoints } from '../../contracts/identity.ts';
import type { ServiceAccountRecord } from '../../domain/identity/identity-stores.ts';
import type { AccountWithSecret, ServiceAccountService } from '../../domain/identity/service-account-service.ts';
import { route } from '../route.ts';

/** Credentials of programs (spec row B8). */
export const serviceAccountRoutes = ({ serviceAccounts }: { serviceAccounts: ServiceAccountService }): Router => {
  const router = Router();
  route(router, serviceAccountEndpoints.list, async ({ identity, query }) => {
    const { items, nextCursor } = await serviceAccounts.list(identity, query);
    return { items: items.map(toServiceAccount), nextCursor };
  });
  route(router, serviceAccountEndpoints.create, async ({ identity, body, response }) => {
    const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
    return withSecret(response, await serviceAccounts.create(identity, { ...body, expiresAt }));
  });
  route(router, serviceAccountEndpoints.rotate, async ({ identity, params, response }) =>
    withSecret(response, await serviceAccounts.rotate(identity, params.id)),
  );
  route(router, serviceAccountEndpoints.delete, async ({ identity, params }) => {
    await serviceAccounts.delete(identity, params.id);
    return undefined;
  });
  return router;
};

const withSecret = (response: Response, { account, secret }: AccountWithSecret) => {
  response.setHeader('Cache-Control', 'no-store');
  return { ...toServiceAccount(account), secret };
};

const toServiceAccount = ({ id, name, key, permissions, ...dates }: ServiceAccountRecord) => ({
  id,
  name,
  key,
  permissions: [...permissions],
  expiresAt: dates.expiresAt?.toISOString() ?? null,
  lastUsedAt: dates.lastUsedAt?.toISOString() ?? null,
  createdAt: dates.createdAt.toISOString(),
});
