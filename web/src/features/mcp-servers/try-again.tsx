import { Link } from 'react-router';
import type { McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { deploymentWords } from './deployment-words.ts';
import { useServerActions } from './use-server-actions.ts';

interface TryAgainProps {
  deployment: McpDeployment;
  /** The server, when it is there: it holds the inputs. */
  server: McpServer | undefined;
}

/** Another try with the same inputs: those of the server that is there, or those that were typed. */
export const TryAgain = ({ deployment, server }: TryAgainProps) => {
  const t = useWords(deploymentWords);
  const { redeploy } = useServerActions();
  if (!server)
    return (
      <Link to={`/servers/new?draft=${deployment.id}`} className={buttonClass({ tone: 'primary' })}>
        {t('tryAgain')}
      </Link>
    );
  return (
    <>
      <Link to={`/servers/${server.id}?tab=settings`} className={buttonClass()}>
        {t('changeInputs')}
      </Link>
      <Button
        tone="primary"
        busy={redeploy.isPending}
        onClick={() => redeploy.mutate({ params: { id: server.id }, body: {} })}
      >
        {t('tryAgain')}
      </Button>
    </>
  );
};
