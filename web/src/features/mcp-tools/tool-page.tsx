import { useQuery } from '@tanstack/react-query';
import { Wrench } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { toolQuery } from './queries.ts';
import { ToolHint } from './tool-hint.tsx';
import { toolWords } from './tool-words.ts';
import { TryTool } from './try-tool.tsx';

const maxDescription = 4_000;

/** One tool: what it says it does, a form made from its schema, and what it answers. */
export const ToolPage = () => {
  const t = useWords(toolWords);
  const [params] = useSearchParams();
  const name = params.get('tool') ?? '';
  const query = useQuery(toolQuery(name));
  const title = query.data?.items.find((each) => each.name === name)?.title;
  return (
    <>
      <PageHeader title={title ?? (name === '' ? t('tool') : name)} back={{ to: '/tools', label: t('title') }} />
      <div className="max-w-3xl px-4 pb-10 md:px-8">
        <QueryView query={query} skeleton={<FactsSkeleton rows={6} />}>
          {({ items }) => {
            const tool = items.find((each) => each.name === name);
            if (!tool)
              return (
                <EmptyState
                  icon={<Wrench aria-hidden="true" />}
                  title={t('notFound')}
                  description={t('notFoundText')}
                  action={
                    <Link to="/tools" className={buttonClass()}>
                      {t('allTools')}
                    </Link>
                  }
                />
              );
            return (
              <div className="flex flex-col gap-6">
                <div className="flex flex-col gap-2">
                  <p className="flex flex-wrap items-center gap-3 text-ink-3">
                    <Link
                      to={`/tools?${new URLSearchParams({ server: tool.serverName })}`}
                      className="text-accent hover:underline"
                    >
                      {tool.serverName}
                    </Link>
                    {title && <code className="break-anywhere font-mono text-small">{name}</code>}
                    <ToolHint tool={tool} />
                  </p>
                  {tool.description !== null && (
                    <p className="break-anywhere whitespace-pre-line text-ink-2">
                      {tool.description.slice(0, maxDescription)}
                    </p>
                  )}
                </div>
                <TryTool key={tool.currentHash} tool={tool} />
              </div>
            );
          }}
        </QueryView>
      </div>
    </>
  );
};
