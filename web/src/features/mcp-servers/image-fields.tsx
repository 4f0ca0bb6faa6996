import { TextField } from '../../ui/text-field.tsx';
import { TransportField } from './transport-field.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

/** How the program in an image is spoken to. */
export const ImageFields = (props: ServerFormProps) => {
  const { form } = props;
  const { t, text } = useFormField(props);
  return (
    <>
      <TransportField
        {...props}
        label={t('transport')}
        options={[
          { value: 'stdio', label: t('transportStdio') },
          { value: 'http', label: t('transportHttp') },
        ]}
      />
      {form.transport === 'http' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...text('port')} hint={t('portHint')} inputMode="numeric" />
          <TextField {...text('path')} spellCheck={false} />
        </div>
      )}
    </>
  );
};
