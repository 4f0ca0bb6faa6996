import type { Role } from '../../../../contracts/access.ts';
import type { settingWords } from './setting-words.ts';

type Word = keyof typeof settingWords;

export const roleWords: Readonly<Record<Role, Word>> = {
  sales: 'roleSales',
  admin: 'roleAdmin',
  operator: 'roleOperator',
};

/** What a role is for, in a few words. */
export const roleHints: Readonly<Record<Role, Word>> = {
  sales: 'roleSalesHint',
  admin: 'roleAdminHint',
  operator: 'roleOperatorHint',
};
