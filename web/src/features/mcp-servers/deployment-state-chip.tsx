import type { McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { deploymentLooks } from './deployment-looks.ts';
import { deploymentWords } from './deployment-words.ts';

/** How a deployment went: shape, colour and word. */
export const DeploymentStateChip = ({ state }: { state: McpDeployment['state'] }) => {
  const t = useWords(deploymentWords);
  const [tone, word] = deploymentLooks[state];
  return (
    <StateChip tone={tone} live={state === 'running'}>
      {t(word)}
    </StateChip>
  );
};
