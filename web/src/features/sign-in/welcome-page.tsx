import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { authEndpoints } from '../../../../contracts/identity.ts';
import { api, callPublic } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { sessionQuery } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field } from '../../ui/field.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { Input } from '../../ui/input.tsx';
import { PasswordInput } from './password-input.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import { signInWords } from './sign-in-words.ts';

const shortestPassword = 12;

/** The one-time link of the first admin or of an invitation. */
export const WelcomePage = () => {
  const t = useWords(signInWords);
  useTitle(t('welcome'));
  const { token = '' } = useParams();
  const link = useQuery({
    queryKey: [authEndpoints.describeLink.path, token],
    queryFn: () => callPublic(authEndpoints.describeLink, { body: { token } }),
    staleTime: Infinity,
    retry: false,
  });
  if (link.error) {
    const toSignIn = (
      <Link to="/sign-in" className={buttonClass()}>
        {t('toSignIn')}
      </Link>
    );
    return <ErrorState error={link.error} action={toSignIn} />;
  }
  if (!link.data) return null;
  const { purpose, workspaceName, name } = link.data;
  return (
    <SignInFrame
      title={t('welcome')}
      lead={t(purpose === 'first-admin' ? 'welcomeAdmin' : 'welcomeInvited', { workspace: workspaceName })}
    >
      <WelcomeForm token={token} email={link.data.email} initialName={name} />
    </SignInFrame>
  );
};

const WelcomeForm = ({ token, email, initialName }: { token: string; email: string; initialName: string }) => {
  const t = useWords(signInWords);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(initialName);
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isTooShort = password.length < shortestPassword;
  const accept = useMutation({
    mutationFn: () => callPublic(authEndpoints.acceptLink, { body: { token, name, password } }),
    onSuccess: async (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, api.adopt(session));
      await navigate('/requests', { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isTooShort) accept.mutate();
  };
  return (
    <form onSubmit={submit} noValidate={false} className="flex flex-col gap-4">
      <Field label={t('email')}>
        {(control) => <Input {...control} name="email" autoComplete="username" readOnly value={email} />}
      </Field>
      <Field label={t('name')}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            autoFocus
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
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
