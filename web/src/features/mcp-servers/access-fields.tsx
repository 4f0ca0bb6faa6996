import { TriangleAlert } from 'lucide-react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormSection } from './form-section.tsx';
import { NamedValues } from './named-values.tsx';
import type { NamedValue } from './server-form.ts';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

interface AccessFieldsProps extends ServerFormProps {
  secrets: readonly NamedValue[];
  /** Names of secrets that are stored already, or that the server asks for. */
  secretNote: string | null;
  onSecrets: (secrets: readonly NamedValue[]) => void;
}

/** What a server may use: the network, with what that means, its variables and its secrets. */
export const AccessFields = ({ secrets, secretNote, onSecrets, ...props }: AccessFieldsProps) => {
  const { form, onChange } = props;
  const { t, problemOf } = useFormField(props);
  const isRemote = form.kind === 'url' || form.kind === 'builtin';
  return (
    <FormSection title={t('accessHeading')}>
      {!isRemote && (
        <>
          <Checkbox
            label={t('network')}
            hint={t('networkHint')}
            checked={form.network}
            onChange={(event) => onChange({ network: event.target.checked })}
          />
          {form.network && (
            <p role="status" className="flex gap-2 rounded-md bg-needs-soft px-3 py-2 text-needs">
              <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
              {t('networkWarning')}
            </p>
          )}
        </>
      )}
      <NamedValues
        label={t('secrets')}
        hint={secretNote === null ? t('secretsHint') : `${secretNote} ${t('secretsHint')}`}
        error={problemOf('secrets')}
        rows={secrets}
        onChange={onSecrets}
        secret
      />
      <NamedValues
        label={t('environment')}
        hint={t('environmentHint')}
        error={problemOf('environment')}
        rows={form.environment}
        onChange={(environment) => onChange({ environment })}
      />
    </FormSection>
  );
};
