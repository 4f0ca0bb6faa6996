import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { serverWords } from './server-words.ts';

/** How many tools of a server wait for approval; nothing when none does. */
export const HeldBadge = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  return server.heldToolCount > 0 && <Badge tone="needs">{t('held', { count: server.heldToolCount })}</Badge>;
};
