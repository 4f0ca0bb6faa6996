import { Link } from 'react-router';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { CauseNote } from '../../ui/cause-note.tsx';
import { HealthStrip } from './health-strip.tsx';
import { ServerFacts } from './server-facts.tsx';
import { SignInCard } from './sign-in-card.tsx';
import { serverWords } from './server-words.ts';

/** How a server does, what is wrong in plain words, and what it is. */
export const OverviewTab = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  const mayManage = useCan('mcp-servers:manage');
  const mayUse = useCan('mcp-tools:use');
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      {server.cause && <CauseNote cause={server.cause} tone={server.state === 'failed' ? 'failed' : 'needs'} />}
      {server.heldToolCount > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-needs-soft px-3 py-2">
          <p className="font-medium text-needs">
            {t(mayManage ? 'heldNote' : 'heldNoteReadOnly', { count: server.heldToolCount })}
          </p>
          <Link to="?tab=tools" className={buttonClass({ size: 'small' })}>
            {t('reviewTools')}
          </Link>
        </div>
      )}
      <ServerFacts server={server} />
      {server.source.kind === 'url' && mayUse && <SignInCard url={server.source.url} />}
      <HealthStrip server={server} />
    </div>
  );
};
