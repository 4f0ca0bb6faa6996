import { useState } from 'react';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { ApproveHeldDialog } from './approve-held-dialog.tsx';
import { toolWords } from './tool-words.ts';

/** Says how many tools wait, and lets an admin go through all of them at once. */
export const ApproveHeld = ({ serverId, tools }: { serverId: string; tools: readonly McpTool[] }) => {
  const t = useWords(toolWords);
  const mayManage = useCan('mcp-servers:manage');
  /** What was on screen when the dialog opened: a tool that changes meanwhile is not approved unseen. */
  const [seen, setSeen] = useState<readonly McpTool[] | null>(null);
  const held = tools.filter(({ state }) => state === 'held');
  return (
    <>
      {held.length > 0 && (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-3 rounded-md bg-needs-soft px-3 py-2">
          <p className="font-medium text-needs">{t('waiting', { count: held.length })}</p>
          {mayManage && (
            <Button size="small" onClick={() => setSeen(held)}>
              {t('reviewAll')}
            </Button>
          )}
        </div>
      )}
      {seen && <ApproveHeldDialog serverId={serverId} tools={seen} onClose={() => setSeen(null)} />}
    </>
  );
};
