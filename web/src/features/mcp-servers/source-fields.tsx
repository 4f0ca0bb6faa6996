import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { FormSection } from './form-section.tsx';
import { ImageFields } from './image-fields.tsx';
import { ProgramField } from './program-field.tsx';
import { UrlFields } from './url-fields.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

const originWords = {
  npm: 'originNpm',
  pypi: 'originPypi',
  image: 'originImage',
  url: 'originUrl',
  local: 'originLocal',
  builtin: 'originBuiltin',
} as const;

/** Where a server comes from: the fields of its kind. */
export const SourceFields = (props: ServerFormProps) => {
  const { form, onChange } = props;
  const { t, text, problemOf } = useFormField(props);
  const { kind } = form;
  const hint = kind === 'builtin' ? undefined : t(`${originWords[kind]}Hint`);
  return (
    <FormSection title={t('sourceHeading')}>
      <TextField
        label={t(originWords[kind])}
        hint={hint}
        error={problemOf('origin')}
        value={form.origin}
        onChange={(origin) => onChange({ origin })}
        spellCheck={false}
        readOnly={kind === 'builtin'}
        inputMode={kind === 'url' ? 'url' : 'text'}
      />
      {(kind === 'npm' || kind === 'pypi') && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...text('version')} hint={t('versionHint')} spellCheck={false} />
          <TextField {...text('bin')} hint={t('binHint')} spellCheck={false} />
        </div>
      )}
      {kind === 'image' && <ImageFields {...props} />}
      {kind === 'url' && <UrlFields {...props} />}
      {kind === 'local' && <ProgramField {...props} />}
      {kind !== 'url' && kind !== 'builtin' && (
        <Field label={t('args')} hint={t(kind === 'local' ? 'argsLocalHint' : 'argsHint')} error={problemOf('args')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              spellCheck={false}
              value={form.args}
              className="font-mono"
              onChange={(event) => onChange({ args: event.target.value })}
            />
          )}
        </Field>
      )}
    </FormSection>
  );
};
