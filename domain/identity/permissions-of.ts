import { rolePermissions, type Permission, type Role } from '../../contracts/access.ts';

/** Everything that any of the roles allows. */
export const permissionsOf = (roles: readonly Role[]): ReadonlySet<Permission> =>
  new Set(roles.flatMap((role) => rolePermissions[role]));
