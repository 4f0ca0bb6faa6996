import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { isMoving, stateLooks } from './server-looks.ts';
import { serverWords } from './server-words.ts';

/** What a server is doing: shape, colour and word. */
export const ServerStateChip = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  const [tone, word] = stateLooks[server.state];
  return (
    <StateChip tone={tone} live={isMoving(server)}>
      {t(word)}
    </StateChip>
  );
};
