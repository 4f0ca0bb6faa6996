import { useQuery } from '@tanstack/react-query';
import type { McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { oauthClientSecretName } from '../../../../contracts/mcp-server-source.ts';
import { mcpServerQuery } from '../../lib/mcp-queries.ts';
import { useCan } from '../../lib/session.ts';
import { findDraft } from './draft-store.ts';
import { SignInCard } from './sign-in-card.tsx';

/** The sign-in that a failed deployment asked for. A first deployment left no server: its address is in what was typed. */
export const DeploymentSignIn = ({ deployment }: { deployment: McpDeployment }) => {
  const isAsked = deployment.cause?.code === 'authorization_required' && deployment.state === 'failed';
  const mayManage = useCan('mcp-servers:manage');
  const server = useQuery({ ...mcpServerQuery(deployment.serverId), enabled: isAsked && mayManage, retry: false });
  if (!isAsked || !mayManage) return null;
  const source = server.data?.source;
  if (source?.kind === 'url') return <SignInCard url={source.url} />;
  const draft = findDraft(deployment.id);
  if (draft?.form.kind !== 'url') return null;
  const { origin, oauthClientId: clientId, oauthIssuer: issuer } = draft.form;
  const clientSecret = draft.secrets.find(({ name }) => name === oauthClientSecretName)?.value ?? null;
  return <SignInCard url={origin.trim()} client={clientId === '' ? undefined : { clientId, clientSecret, issuer }} />;
};
