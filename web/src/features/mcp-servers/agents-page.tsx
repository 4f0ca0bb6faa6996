import { useWords } from '../../lib/i18n.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { AgentCard } from './agent-card.tsx';
import { agentWords } from './agent-words.ts';
import { useAgents } from './use-agents.ts';

/** The processes that run servers: whether they answer, what they can run, and how much runs there. */
export const AgentsPage = () => {
  const t = useWords(agentWords);
  const query = useAgents();
  return (
    <>
      <PageHeader title={t('title')} back={{ to: '/servers', label: t('back') }} description={t('intro')} />
      <div className="@container max-w-5xl px-4 pb-10 md:px-8">
        <QueryView query={query} skeleton={<FactsSkeleton rows={8} />}>
          {({ items }) => (
            <div className="flex flex-col gap-6">
              {items.map((agent) => (
                <AgentCard key={agent.address ?? ''} agent={agent} />
              ))}
            </div>
          )}
        </QueryView>
      </div>
    </>
  );
};
