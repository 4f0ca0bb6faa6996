import { TextField } from '../../ui/text-field.tsx';
import { TransportField } from './transport-field.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

/** How a server that runs elsewhere is spoken to, and as which client people sign in there. */
export const UrlFields = (props: ServerFormProps) => {
  const { t, text } = useFormField(props);
  return (
    <>
      <TransportField
        {...props}
        label={t('transport')}
        options={[
          { value: 'auto', label: t('transportAuto') },
          { value: 'streamable-http', label: t('transportHttp') },
          { value: 'sse', label: t('transportSse') },
          { value: 'tool-http', label: t('transportTools') },
        ]}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...text('oauthClientId')} hint={t('oauthClientIdHint')} spellCheck={false} autoComplete="off" />
        <TextField {...text('oauthIssuer')} hint={t('oauthIssuerHint')} spellCheck={false} inputMode="url" />
      </div>
    </>
  );
};
