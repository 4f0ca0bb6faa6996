import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { mcpAuthorizationEndpoints } from '../../../../contracts/mcp-authorizations.ts';
import { call } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf } from '../../lib/query.ts';
import { takeReturn } from '../../lib/sign-in-return.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { authorizeWords } from './authorize-words.ts';

/** Where another site sends the person back after signing in there: ends the sign-in and goes on where they were. */
export const CallbackPage = () => {
  const t = useWords(authorizeWords);
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [back] = useState(takeReturn);
  const [state, code, iss] = [query.get('state'), query.get('code'), query.get('iss')];
  useTitle(t('signingIn'));
  const finish = useQuery({
    // A code is good once: asked for by its key, it is sent once, however often the page is drawn.
    queryKey: [mcpAuthorizationEndpoints.finish.path, state],
    queryFn: () => call(mcpAuthorizationEndpoints.finish, { body: { state: state ?? '', code: code ?? '', iss } }),
    enabled: state !== null && code !== null,
    staleTime: Infinity,
    retry: false,
  });
  const isDone = finish.data !== undefined;
  useEffect(() => {
    if (!isDone) return;
    void queryClient.invalidateQueries({ queryKey: keyOf(mcpAuthorizationEndpoints.list) });
    void navigate(back, { replace: true });
  }, [isDone, back, navigate, queryClient]);
  const leave = (
    <Link to={back} replace className={buttonClass()}>
      {t('back')}
    </Link>
  );
  if (finish.error) return <ErrorState error={finish.error} action={leave} />;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 bg-frame px-4 text-center">
      {code === null || state === null ? (
        <>
          <p>{t('refused')}</p>
          {leave}
        </>
      ) : (
        <p role="status" className="flex items-center gap-2.5 text-ink-2">
          <Spinner className="text-accent" />
          {t('signingIn')}
        </p>
      )}
    </main>
  );
};
