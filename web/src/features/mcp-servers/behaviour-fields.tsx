import { McpRuntime } from '../../../../contracts/mcp-servers.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormSection } from './form-section.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

/** How a server runs: where, for whom, and when it sleeps. */
export const BehaviourFields = (props: ServerFormProps) => {
  const { form, onChange } = props;
  const { t, text } = useFormField(props);
  const isOurs = form.kind === 'builtin';
  const isProcess = form.kind === 'npm' || form.kind === 'pypi' || form.kind === 'local' || form.kind === 'image';
  const runtimes = [
    { value: 'process', label: t('runtimeProcess') },
    { value: 'container', label: t('runtimeContainer') },
    { value: 'kubernetes', label: t('runtimeKubernetes') },
  ].filter(({ value }) => (form.kind === 'image') === (value !== 'process'));
  const setRuntime = (value: string) => {
    const runtime = McpRuntime.safeParse(value);
    if (runtime.success) onChange({ runtime: runtime.data });
  };
  return (
    <FormSection title={t('behaviourHeading')}>
      <Checkbox
        label={t('prefixed')}
        hint={t('prefixedHint')}
        checked={form.prefixed}
        onChange={(event) => onChange({ prefixed: event.target.checked })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {isProcess && (
          <Field label={t('runtime')}>
            {(control) => (
              <Select
                {...control}
                value={form.runtime}
                options={runtimes}
                onChange={(event) => setRuntime(event.target.value)}
              />
            )}
          </Field>
        )}
        {!isOurs && (
          <Field label={t('sharing')}>
            {(control) => (
              <Select
                {...control}
                value={form.sharing}
                onChange={(event) => onChange({ sharing: event.target.value === 'session' ? 'session' : 'shared' })}
                options={[
                  { value: 'shared', label: t('sharingShared') },
                  { value: 'session', label: t('sharingSession') },
                ]}
              />
            )}
          </Field>
        )}
        {isProcess && <TextField {...text('idleSleepSeconds')} hint={t('idleSleepSecondsHint')} inputMode="numeric" />}
        <TextField {...text('cacheSeconds')} hint={t('cacheSecondsHint')} inputMode="numeric" />
      </div>
    </FormSection>
  );
};
