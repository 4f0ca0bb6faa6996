import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mcpAuthorizationEndpoints } from '../../../../contracts/mcp-authorizations.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf, queryOf, useWrite } from '../../lib/query.ts';
import { rememberReturn } from '../../lib/sign-in-return.ts';
import { Button } from '../../ui/button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { signInWords } from './sign-in-words.ts';

/** Another server names this address: only a web page may be opened, never a script. */
const isWebPage = (url: string): boolean => URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol);

interface SignInCardProps {
  url: string;
  /** A client registered by hand, for a server that is not added yet. */
  client?: { clientId: string; clientSecret: string | null; issuer: string } | undefined;
}

/** The person's own sign-in at a server that runs elsewhere, and the way to sign in or to forget it. */
export const SignInCard = ({ url, client }: SignInCardProps) => {
  const t = useWords(signInWords);
  const queryClient = useQueryClient();
  const [isBadAddress, setBadAddress] = useState(false);
  const query = useQuery(queryOf(mcpAuthorizationEndpoints.list));
  const own = query.data?.items.find((each) => each.url === url);
  const begin = useWrite(mcpAuthorizationEndpoints.begin, {
    onSuccess: ({ authorizationUrl }) => {
      setBadAddress(!isWebPage(authorizationUrl));
      if (!isWebPage(authorizationUrl)) return;
      rememberReturn();
      location.assign(authorizationUrl);
    },
  });
  const forget = useWrite(mcpAuthorizationEndpoints.remove, {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(mcpAuthorizationEndpoints.list) }),
  });
  if (!query.data) return <InlineError error={query.error} />;
  return (
    <section aria-label={t('heading')} className="flex flex-col gap-2">
      <h2 className="text-lead font-semibold">{t('heading')}</h2>
      {own?.state === 'authorized' ? (
        <p className="flex flex-wrap items-center gap-x-3">
          <StateChip tone="done">{t('authorized')}</StateChip>
          <RelativeTime instant={own.authorizedAt} className="text-ink-3" />
        </p>
      ) : (
        <p className="text-ink-2">{t(own ? 'expired' : 'none')}</p>
      )}
      {own?.wantedScope && <p className="break-anywhere text-needs">{t('wanted', { scope: own.wantedScope })}</p>}
      <div className="flex flex-wrap gap-2">
        {(own?.state !== 'authorized' || own.wantedScope !== null) && (
          <Button
            busy={begin.isPending}
            title={t('opens')}
            onClick={() => begin.mutate({ body: { url, ...(client && { client }) } })}
          >
            {t(own ? 'signInAgain' : 'signIn')}
          </Button>
        )}
        {own && (
          <Button busy={forget.isPending} onClick={() => forget.mutate({ params: { id: own.id } })}>
            {t('forget')}
          </Button>
        )}
      </div>
      {isBadAddress && (
        <p role="alert" className="text-failed">
          {t('badAddress')}
        </p>
      )}
      <InlineError error={begin.error ?? forget.error} />
    </section>
  );
};
