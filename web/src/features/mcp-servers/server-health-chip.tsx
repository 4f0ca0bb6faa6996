import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { healthLooks } from './server-looks.ts';
import { serverWords } from './server-words.ts';

/** What the last check of a server saw. */
export const ServerHealthChip = ({ health }: { health: McpServer['health'] }) => {
  const t = useWords(serverWords);
  const [tone, word] = healthLooks[health];
  return <StateChip tone={tone}>{t(word)}</StateChip>;
};
