import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Eye, EyeOff, Pencil, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { mcpServerEndpoints, type McpTool } from '../../../../contracts/mcp-servers.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.ts';
import { rememberTool } from './remember-tool.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { toolWords } from './tool-words.ts';

/** Hide, rename and approve, for those who may. */
export const ToolActions = ({ tool }: { tool: McpTool }) => {
  const t = useWords(toolWords);
  const textOf = useErrorText();
  const queryClient = useQueryClient();
  const mayManage = useCan('mcp-servers:manage');
  const [asking, setAsking] = useState<'rename' | 'review' | null>(null);
  const curate = useWrite(mcpServerEndpoints.curateTool, {
    onSuccess: (saved) => rememberTool(queryClient, saved),
    onError: (error) => toast(textOf(error).message, { tone: 'failed' }),
  });
  if (!mayManage) return null;
  const close = () => setAsking(null);
  const toggle = {
    id: 'hide',
    label: t(tool.hidden ? 'show' : 'hide'),
    icon: tool.hidden ? <Eye className="size-4" /> : <EyeOff className="size-4" />,
    onSelect: () =>
      curate.mutate({ params: { id: tool.serverId, tool: tool.originalName }, body: { hidden: !tool.hidden } }),
  };
  const rename = {
    id: 'rename',
    label: t('rename'),
    icon: <Pencil className="size-4" />,
    onSelect: () => setAsking('rename'),
  };
  const review = {
    id: 'review',
    label: t('review'),
    icon: <ScanSearch className="size-4" />,
    onSelect: () => setAsking('review'),
  };
  return (
    <>
      {tool.state !== 'approved' && (
        <Button size="small" aria-label={`${t('review')}: ${tool.name}`} onClick={() => setAsking('review')}>
          {t('review')}
        </Button>
      )}
      <Menu
        trigger={<IconButton label={t('toolActions', { name: tool.name })} icon={<Ellipsis className="size-4" />} />}
        groups={[[review], [toggle, rename]]}
      />
      {asking === 'rename' && <RenameDialog tool={tool} onClose={close} />}
      {asking === 'review' && <ReviewDialog tool={tool} onClose={close} />}
    </>
  );
};
