import type { McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { CauseNote } from '../../ui/cause-note.tsx';
import { Duration } from '../../ui/duration.tsx';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { DeploymentStateChip } from './deployment-state-chip.tsx';
import { deploymentWords } from './deployment-words.ts';

const endWord = ({ state, kind }: McpDeployment) => {
  if (state === 'succeeded') return kind === 'remove' ? ('removedNote' as const) : ('succeededNote' as const);
  return state === 'cancelled' ? ('cancelledNote' as const) : null;
};

/** How it went, why it failed in plain words with what to do, and when. */
export const DeploymentHead = ({ deployment }: { deployment: McpDeployment }) => {
  const t = useWords(deploymentWords);
  const note = endWord(deployment);
  return (
    <div className="flex flex-col gap-4">
      <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">
          <DeploymentStateChip state={deployment.state} />
        </span>
        {note && <span className="text-ink-2">{t(note)}</span>}
      </div>
      {deployment.cause && (
        <div role="alert">
          <CauseNote cause={deployment.cause} />
        </div>
      )}
      <Facts
        facts={[
          { label: t('started'), value: <RelativeTime instant={deployment.startedAt} /> },
          { label: t('by'), value: deployment.startedBy },
          { label: t('took'), value: <Duration from={deployment.startedAt} to={deployment.endedAt} /> },
        ]}
      />
    </div>
  );
};
