import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Permission } from '../../../../contracts/access.ts';
import { oauthEndpoints, type OauthConsent } from '../../../../contracts/oauth.ts';
import { call } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { permissionWords } from '../../lib/permission-words.ts';
import { useSession } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { authorizeWords } from './authorize-words.ts';

/** Who asks, for what, and the choice. Everything the person holds is ticked at first and may be unticked. */
export const ConsentForm = ({ request, consent }: { request: string; consent: OauthConsent }) => {
  const t = useWords(authorizeWords);
  const may = useWords(permissionWords);
  const { workspace } = useSession();
  const held = consent.permissions.filter((each) => each.held).map(({ permission }) => permission);
  const [chosen, setChosen] = useState<readonly Permission[]>(held);
  const { clientName: client, redirectTarget: target, resource } = consent;
  useTitle(t('title', { client }));
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'deny') =>
      call(oauthEndpoints.decide, { body: { request, decision, permissions: [...chosen] } }),
    // The server checked the address when the client registered it.
    onSuccess: ({ redirectTo }) => window.location.assign(redirectTo),
  });
  const toggle = (permission: Permission) =>
    setChosen(chosen.includes(permission) ? chosen.filter((each) => each !== permission) : [...chosen, permission]);
  return (
    <>
      <h1 className="break-anywhere text-title font-semibold tracking-tight">{t('title', { client })}</h1>
      <p className="break-anywhere mt-1 text-ink-2">{t('lead', { client, workspace: workspace.name, resource })}</p>
      <p className="break-anywhere mt-3 font-medium">{t('target', { target })}</p>
      <p className="mt-1 text-small text-ink-2">{t('warning')}</p>
      <fieldset className="mt-5 flex flex-col gap-2.5">
        <legend className="mb-2 font-medium">{t('permissions')}</legend>
        {consent.permissions.map(({ permission, held: isHeld }) => (
          <Checkbox
            key={permission}
            label={may(permission)}
            {...(!isHeld && { hint: t('notHeld') })}
            checked={chosen.includes(permission)}
            disabled={!isHeld}
            onChange={() => toggle(permission)}
          />
        ))}
      </fieldset>
      <InlineError error={decide.error} />
      <div className="mt-6 flex flex-wrap gap-2">
        <Button
          tone="primary"
          busy={decide.isPending && decide.variables === 'approve'}
          disabled={chosen.length === 0 || decide.isPending}
          onClick={() => decide.mutate('approve')}
        >
          {t('allow')}
        </Button>
        <Button disabled={decide.isPending} onClick={() => decide.mutate('deny')}>
          {t('deny')}
        </Button>
      </div>
      <p className="mt-4 text-small text-ink-3">{t('later')}</p>
    </>
  );
};
