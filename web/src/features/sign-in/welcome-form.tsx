import { useState, type FormEvent } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PasswordInput } from './password-input.tsx';
import { signInWords } from './sign-in-words.ts';
import { isFirstAdmin, useAcceptLink, type LinkFacts } from './use-accept-link.ts';

const shortestPassword = 12;

/** Name and password of somebody new; the first admin also chooses the address. */
export const WelcomeForm = ({ token, link }: { token: string; link: LinkFacts }) => {
  const t = useWords(signInWords);
  const isFirst = isFirstAdmin(link);
  const [email, setEmail] = useState(isFirst ? '' : link.email);
  const [name, setName] = useState(isFirst ? '' : link.name);
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const accept = useAcceptLink(token, link);
  const isTooShort = password.length < shortestPassword;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isTooShort) accept.mutate({ email, name, password });
  };
  const emailProps = { value: email, onChange: setEmail, autoFocus: isFirst, readOnly: !isFirst };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        required
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        {...emailProps}
      />
      <TextField
        required
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={200}
        autoFocus={!isFirst}
        value={name}
        onChange={setName}
      />
      <Field label={t('password')} hint={t('passwordHint')} error={isChecked && isTooShort ? t('passwordShort') : null}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            required
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <InlineError error={accept.error} />
      <Button type="submit" tone="primary" size="large" busy={accept.isPending}>
        {t('start')}
      </Button>
    </form>
  );
};
