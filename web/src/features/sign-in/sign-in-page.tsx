import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { authEndpoints } from '../../../../contracts/identity.ts';
import { api, callPublic } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { sessionQuery } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { Input } from '../../ui/input.tsx';
import { PasswordInput } from './password-input.tsx';
import { returnPath } from './return-path.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { signInWords } from './sign-in-words.ts';

export const SignInPage = () => {
  const t = useWords(signInWords);
  useTitle(t('signIn'));
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => callPublic(authEndpoints.login, { body: { email, password } }),
    onSuccess: async (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, api.adopt(session));
      await navigate(returnPath(search.get('next')), { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <SignInFrame title={t('signIn')} lead={t('lead')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('email')}>
          {(control) => (
            <Input
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('password')}>
          {(control) => (
            <PasswordInput
              {...control}
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <InlineError error={signIn.error} />
        <Button type="submit" tone="primary" size="large" busy={signIn.isPending}>
          {t('signIn')}
        </Button>
      </form>
      <p className="mt-5 text-small text-ink-3">{t('noAccount')}</p>
    </SignInFrame>
  );
};
