import { Router } from 'express';
import type { z } from 'zod';
import { userEndpoints, type User } from '../../contracts/identity.ts';
import type { UserRecord } from '../../domain/identity/identity-stores.ts';
import type { UserService } from '../../domain/identity/user-service.ts';
import { route } from '../route.ts';

export interface UserRouteDeps {
  readonly users: UserService;
  /** Makes the address that an invited person opens. */
  readonly linkAddress: (token: string) => string;
}

/** People of a workspace: invited, changed, disabled by an admin. */
export const userRoutes = ({ users, linkAddress }: UserRouteDeps): Router => {
  const router = Router();
  route(router, userEndpoints.list, async ({ identity, query }) => {
    const { items, nextCursor } = await users.list(identity, query);
    return { items: items.map(toUser), nextCursor };
  });
  route(router, userEndpoints.invite, async ({ identity, body, response }) => {
    const { user, link } = await users.invite(identity, body);
    response.setHeader('Cache-Control', 'no-store');
    return { user: toUser(user), link: linkAddress(link.token), expiresAt: link.expiresAt.toISOString() };
  });
  route(router, userEndpoints.update, async ({ identity, params, body }) => {
    const { version, name, roles, disabled } = body;
    const change = {
      version,
      ...(name !== undefined && { name }),
      ...(roles && { roles }),
      ...(disabled !== undefined && { disabled }),
    };
    return toUser(await users.update(identity, params.id, change));
  });
  return router;
};

const toUser = ({
  id,
  email,
  name,
  roles,
  state,
  createdAt,
  lastSignInAt,
  version,
}: UserRecord): z.input<typeof User> => ({
  id,
  email,
  name,
  roles: [...roles],
  state,
  createdAt: createdAt.toISOString(),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
  version,
});
