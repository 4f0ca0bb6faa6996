import { Role } from '../../../../contracts/access.ts';
import { useWords } from '../../lib/i18n.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { roleHints, roleWords } from './role-words.ts';
import { settingWords } from './setting-words.ts';

interface RoleCheckboxesProps {
  roles: readonly Role[];
  onChange: (roles: Role[]) => void;
}

/** The roles of a user, at least one. */
export const RoleCheckboxes = ({ roles, onChange }: RoleCheckboxesProps) => {
  const t = useWords(settingWords);
  const toggle = (role: Role, isOn: boolean) =>
    onChange(Role.options.filter((option) => (option === role ? isOn : roles.includes(option))));
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-2 font-medium">{t('roles')}</legend>
      {Role.options.map((role) => (
        <Checkbox
          key={role}
          label={t(roleWords[role])}
          hint={t(roleHints[role])}
          checked={roles.includes(role)}
          onChange={(event) => toggle(role, event.target.checked)}
        />
      ))}
      {roles.length === 0 && (
        <p role="alert" className="text-small text-failed">
          {t('atLeastOneRole')}
        </p>
      )}
    </fieldset>
  );
};
