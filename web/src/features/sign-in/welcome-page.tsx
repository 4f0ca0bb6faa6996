import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { authEndpoints } from '../../../../contracts/identity.ts';
import { callPublic } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import { signInWords } from './sign-in-words.ts';
import { isFirstAdmin } from './use-accept-link.ts';
import { WelcomeForm } from './welcome-form.tsx';

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
  const lead = isFirstAdmin(link.data) ? 'welcomeAdmin' : 'welcomeInvited';
  return (
    <SignInFrame title={t('welcome')} lead={t(lead, { workspace: link.data.workspaceName })}>
      <WelcomeForm token={token} link={link.data} />
    </SignInFrame>
  );
};
