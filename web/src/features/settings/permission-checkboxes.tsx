import type { Permission } from '../../../../contracts/access.ts';
import { useWords } from '../../lib/i18n.ts';
import { useSession } from '../../lib/session.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { settingWords } from './setting-words.ts';

interface PermissionCheckboxesProps {
  chosen: readonly Permission[];
  problem: string | undefined;
  onChange: (chosen: readonly Permission[]) => void;
}

/** The rights of a service account: only those that the person has too. */
export const PermissionCheckboxes = ({ chosen, problem, onChange }: PermissionCheckboxesProps) => {
  const t = useWords(settingWords);
  const { permissions } = useSession();
  const toggle = (permission: Permission, isOn: boolean) =>
    onChange(permissions.filter((each) => (each === permission ? isOn : chosen.includes(each))));
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t('permissions')}</legend>
      <div className="grid gap-x-4 gap-y-2.5 sm:grid-cols-2">
        {permissions.map((permission) => (
          <Checkbox
            key={permission}
            label={t(permission)}
            checked={chosen.includes(permission)}
            onChange={(event) => toggle(permission, event.target.checked)}
          />
        ))}
      </div>
      <p role="alert" className="mt-2 text-small text-failed empty:hidden">
        {problem}
      </p>
    </fieldset>
  );
};
