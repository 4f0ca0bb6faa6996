import { Link } from 'react-router';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { stableJson } from '../../lib/stable-json.ts';
import { useCan } from '../../lib/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ToolActions } from './tool-actions.tsx';
import { toolLooks, whyNotUsable } from './tool-looks.ts';
import { toolWords } from './tool-words.ts';

const maxDescription = 2_000;

/** One tool: its names, its state and why, its description as plain text, and what can be done. */
export const ToolRow = ({ tool }: { tool: McpTool }) => {
  const t = useWords(toolWords);
  const mayTry = useCan('mcp-tools:use');
  const [tone, word] = toolLooks[tool.state];
  return (
    <li className="flex flex-col gap-1.5 border-b py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="break-anywhere min-w-0 font-medium">{tool.title ?? tool.name}</span>
        {tool.title !== null && (
          <code className="break-anywhere min-w-0 font-mono text-small text-ink-3">{tool.name}</code>
        )}
        {tool.hidden && <Badge>{t('hidden')}</Badge>}
        <span className="ml-auto flex items-center gap-2">
          <StateChip tone={tone}>{t(word)}</StateChip>
          {mayTry && tool.state === 'approved' && !tool.hidden && (
            <Link
              to={`/tools/try?${new URLSearchParams({ tool: tool.name })}`}
              aria-label={`${t('tryIt')}: ${tool.name}`}
              className={buttonClass({ size: 'small' })}
            >
              {t('tryIt')}
            </Link>
          )}
          <ToolActions tool={tool} />
        </span>
      </div>
      {!tool.name.endsWith(tool.originalName) && (
        <p className="text-small text-ink-3">{t('originalName', { name: tool.originalName })}</p>
      )}
      <p className="break-anywhere line-clamp-3 max-w-3xl text-ink-2">
        {tool.description?.slice(0, maxDescription) ?? t('noDescription')}
      </p>
      {tool.state !== 'approved' && (
        <p className="break-anywhere max-w-3xl text-small text-needs">{whyNotUsable(tool, t)}</p>
      )}
      <details>
        <summary className="w-fit text-small text-ink-3" aria-label={t('details', { name: tool.name })}>
          {t('inputs')}
        </summary>
        <div className="mt-2 max-w-3xl">
          <CodeBlock label={`${t('inputs')}: ${tool.name}`} text={stableJson(tool.inputSchema)} />
        </div>
      </details>
    </li>
  );
};
