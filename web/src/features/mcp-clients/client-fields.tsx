import { useWords } from '../../lib/i18n.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import type { ClientForm, ClientProblems } from './client-form.ts';
import { clientWords } from './client-words.ts';
import { useServerChoices } from './use-server-choices.ts';

interface ClientFieldsProps {
  form: ClientForm;
  problems: ClientProblems;
  onChange: (changed: Partial<ClientForm>) => void;
}

const kinds = ['claude', 'cursor', 'vscode', 'other'] as const;
const ways = ['oauth', 'service-account'] as const;

/** What is asked about a client. */
export const ClientFields = ({ form, problems, onChange }: ClientFieldsProps) => {
  const t = useWords(clientWords);
  const servers = useServerChoices();
  return (
    <>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        error={problems.name && t('nameWrong')}
        value={form.name}
        onChange={(name) => onChange({ name })}
      />
      <Field label={t('kind')}>
        {(control) => (
          <Select
            {...control}
            value={form.kind}
            options={kinds.map((value) => ({ value, label: t(value) }))}
            onChange={(event) => onChange({ kind: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('auth')} hint={t('authHint')}>
        {(control) => (
          <Select
            {...control}
            value={form.auth}
            options={ways.map((value) => ({ value, label: t(value) }))}
            onChange={(event) => onChange({ auth: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('server')} hint={t('serverHint')}>
        {(control) => (
          <Select
            {...control}
            value={form.server}
            options={servers}
            onChange={(event) => onChange({ server: event.target.value })}
          />
        )}
      </Field>
      {form.auth === 'oauth' && (
        <Field label={t('redirectUris')} hint={t('redirectHint')} error={problems.redirectUris && t('redirectWrong')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              spellCheck={false}
              value={form.redirectUris}
              onChange={(event) => onChange({ redirectUris: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
};
