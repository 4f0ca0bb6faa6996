import { rolePermissions, type Identity, type Permission, type Role } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';

/** Everything that any of the roles allows. */
export const permissionsOf = (roles: readonly Role[]): ReadonlySet<Permission> =>
  new Set(roles.flatMap((role) => rolePermissions[role]));

/** Nobody gives away more than they have. Throws `forbidden`. */
export const mustHold = (identity: Identity, permissions: Iterable<Permission>): void => {
  for (const permission of permissions)
    if (!identity.permissions.has(permission)) throw fail('forbidden', { permission });
};
