import type { McpAgent } from '../../../../contracts/mcp-agents.ts';
import { formatBytes } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Card } from '../../ui/card.tsx';
import { CauseNote } from '../../ui/cause-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { AgentServers } from './agent-servers.tsx';
import { agentWords } from './agent-words.ts';
import { runtimeWords } from './server-looks.ts';
import { serverWords } from './server-words.ts';

/** One agent: whether it answers, its version, what it can run and what runs there. */
export const AgentCard = ({ agent }: { agent: McpAgent }) => {
  const t = useWords(agentWords);
  const isThere = agent.cause === null;
  return (
    <Card
      title={agent.address === null ? t('embedded') : t('remote', { address: agent.address })}
      actions={
        <span role="status">
          <StateChip tone={isThere ? 'done' : 'failed'}>{t(isThere ? 'answers' : 'silent')}</StateChip>
        </span>
      }
    >
      <div className="flex flex-col gap-6">
        {agent.cause && (
          <div className="flex flex-col gap-2">
            <CauseNote cause={agent.cause} />
            <p className="text-ink-2">{t('silentText')}</p>
          </div>
        )}
        {isThere && (
          <>
            <AgentFacts agent={agent} />
            <section aria-label={t('servers')} className="flex flex-col gap-2">
              <h3 className="font-medium">{t('servers')}</h3>
              {agent.servers.length === 0 ? (
                <p className="text-ink-2">{t('noServers')}</p>
              ) : (
                <AgentServers servers={agent.servers} />
              )}
            </section>
          </>
        )}
      </div>
    </Card>
  );
};

const AgentFacts = ({ agent: { version, servers, runtimes } }: { agent: McpAgent }) => {
  const t = useWords(agentWords);
  const st = useWords(serverWords);
  const locale = useLocale();
  const processes = servers.reduce((sum, server) => sum + server.processes, 0);
  const memoryBytes = servers.reduce((sum, server) => sum + (server.memoryBytes ?? 0), 0);
  return (
    <Facts
      facts={[
        { label: t('version'), value: version },
        { label: t('load'), value: t('loadValue', { count: processes, memory: formatBytes(memoryBytes, locale) }) },
        {
          label: t('runtimes'),
          value: (
            <ul className="flex flex-col gap-1">
              {runtimes.map(({ name, problem }) => (
                <li key={name}>
                  <StateChip tone={problem === null ? 'done' : 'neutral'}>{st(runtimeWords[name])}</StateChip>
                  <p className="break-anywhere pl-5.5 text-small text-ink-3">
                    {problem === null ? t('runtimeReady') : t('runtimeMissing', { reason: problem })}
                  </p>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
};
