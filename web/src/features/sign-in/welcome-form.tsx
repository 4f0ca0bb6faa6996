import { useState, type FormEvent } from 'react';
import { Email } from '../../../../contracts/identity.ts';
import { useWords, type Translate } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PasswordInput } from './password-input.tsx';
import { signInWords } from './sign-in-words.ts';
import { isFirstAdmin, useAcceptLink, type LinkFacts } from './use-accept-link.ts';

const shortestPassword = 12;

/** What is wrong with each field. Not left to the browser: its bubbles speak its own language and let `anna@x` pass. */
const findProblems = (
  { email, name, password }: Record<'email' | 'name' | 'password', string>,
  t: Translate<typeof signInWords>,
) => ({
  email: Email.safeParse(email.trim()).success ? null : t('badEmail'),
  name: name.trim() === '' ? t('nameMissing') : null,
  password: password.length < shortestPassword ? t('passwordShort') : null,
});

/** Name and password of somebody new; the first admin also chooses the address. */
export const WelcomeForm = ({ token, link }: { token: string; link: LinkFacts }) => {
  const t = useWords(signInWords);
  const isFirst = isFirstAdmin(link);
  const [email, setEmail] = useState(isFirst ? '' : link.email);
  const [name, setName] = useState(isFirst ? '' : link.name);
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const accept = useAcceptLink(token, link);
  const problems = findProblems({ email, name, password }, t);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    const wrong = (['email', 'name', 'password'] as const).find((field) => problems[field] !== null);
    if (wrong === undefined) accept.mutate({ email: email.trim(), name: name.trim(), password });
    else event.currentTarget.querySelector<HTMLInputElement>(`input[name=${wrong}]`)?.focus();
  };
  const emailProps = { value: email, onChange: setEmail, autoFocus: isFirst, readOnly: !isFirst };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        required
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        error={isChecked ? problems.email : null}
        {...emailProps}
      />
      <TextField
        required
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={200}
        error={isChecked ? problems.name : null}
        autoFocus={!isFirst}
        value={name}
        onChange={setName}
      />
      <Field label={t('password')} hint={t('passwordHint')} error={isChecked ? problems.password : null}>
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
