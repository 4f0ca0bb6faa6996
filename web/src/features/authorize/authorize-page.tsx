import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { oauthEndpoints } from '../../../../contracts/oauth.ts';
import { call } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { useTitle } from '../../lib/use-title.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { authorizeWords } from './authorize-words.ts';
import { ConsentForm } from './consent-form.tsx';

/** Where a person lets an MCP client in. The address holds the sealed request, or why there is none. */
export const AuthorizePage = () => {
  const [query] = useSearchParams();
  const request = query.get('request');
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-frame px-4 py-10">
      <div className="w-full max-w-md rounded-lg border bg-canvas p-6 md:p-8">
        {request === null ? <Problem code={query.get('problem')} /> : <Consent request={request} />}
      </div>
    </main>
  );
};

const Consent = ({ request }: { request: string }) => {
  const consent = useQuery({
    queryKey: [oauthEndpoints.describe.path, request],
    queryFn: () => call(oauthEndpoints.describe, { body: { request } }),
    staleTime: Infinity,
    retry: false,
  });
  if (consent.error) return <ErrorState error={consent.error} />;
  return consent.data ? <ConsentForm request={request} consent={consent.data} /> : null;
};

const Problem = ({ code }: { code: string | null }) => {
  const t = useWords(authorizeWords);
  useTitle(t('problemTitle'));
  const known = code === 'invalid_client' || code === 'invalid_redirect_uri' || code === 'invalid_target';
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{t('problemTitle')}</h1>
      <p className="mt-2 text-ink-2">{t(known ? code : 'other')}</p>
    </>
  );
};
