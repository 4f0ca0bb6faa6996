import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Password } from '../../../../contracts/identity.ts';
import { isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Form } from '../../ui/form.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { changePassword } from './queries.ts';
import { settingWords } from './setting-words.ts';

type Problem = keyof typeof settingWords;

/** Changes the own password. */
export const PasswordForm = () => {
  const t = useWords(settingWords);
  const { email } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [isShown, setShown] = useState(false);
  const [problems, setProblems] = useState<{ current?: Problem; next?: Problem }>({});
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
    onError: (error) => isCode(error, 'invalid_credentials') && setProblems({ current: 'passwordWrong' }),
  });
  const save = () => {
    const found: typeof problems = {};
    if (current === '') found.current = 'required';
    if (!Password.safeParse(next).success) found.next = 'passwordShort';
    else if (next === current) found.next = 'passwordSame';
    setProblems(found);
    if (Object.keys(found).length === 0) change.mutate({ currentPassword: current, newPassword: next });
  };
  const type = isShown ? 'text' : 'password';
  return (
    <Form onSubmit={save} busy={change.isPending} className="max-w-sm gap-4">
      <input type="email" autoComplete="username" defaultValue={email ?? ''} readOnly hidden />
      <TextField
        label={t('currentPassword')}
        error={problems.current && t(problems.current)}
        type={type}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <TextField
        label={t('newPassword')}
        hint={t('passwordHint')}
        error={problems.next && t(problems.next)}
        type={type}
        autoComplete="new-password"
        value={next}
        onChange={setNext}
      />
      <Checkbox label={t('showPassword')} checked={isShown} onChange={(event) => setShown(event.target.checked)} />
      {!problems.current && <InlineError error={change.error} />}
      <div>
        <Button type="submit" tone="primary" busy={change.isPending}>
          {t('passwordSave')}
        </Button>
      </div>
      <p role="status" className="text-done empty:hidden">
        {change.isSuccess && t('passwordDone')}
      </p>
    </Form>
  );
};
