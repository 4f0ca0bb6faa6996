import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { hintOf } from './queries.ts';
import { toolWords } from './tool-words.ts';

/** What a tool says it does to the world; nothing when it says nothing. */
export const ToolHint = ({ tool }: { tool: McpTool }) => {
  const t = useWords(toolWords);
  const hint = hintOf(tool);
  if (hint === null) return null;
  return hint === 'reads' ? <Badge>{t('readsOnly')}</Badge> : <Badge tone="needs">{t('changes')}</Badge>;
};
