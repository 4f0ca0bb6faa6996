import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { stableJson } from '../../lib/stable-json.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { DiffView } from '../../ui/diff-view.tsx';
import { comparedParts, currentDefinition } from './tool-looks.ts';
import { toolWords } from './tool-words.ts';

/** What a tool says of itself now; for one that waits, beside what was approved before. */
export const ToolDefinition = ({ tool }: { tool: McpTool }) => {
  const t = useWords(toolWords);
  const isOpen = tool.state !== 'approved';
  const now = currentDefinition(tool);
  const before = tool.approvedDefinition;
  if (isOpen && before) return <DiffView label={t('difference')} before={comparedParts(before)} after={now} />;
  return (
    <>
      {isOpen && tool.approvedHash !== null && <p className="text-small text-ink-3">{t('noBefore')}</p>}
      <CodeBlock label={`${t('definition')}: ${tool.name}`} text={stableJson(now)} />
    </>
  );
};
