import type { McpLogEntry } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { outcomeTones } from './log-looks.ts';
import { logWords } from './log-words.ts';

/** How a request ended: shape, colour and word. */
export const OutcomeChip = ({ outcome }: { outcome: McpLogEntry['outcome'] }) => {
  const t = useWords(logWords);
  return <StateChip tone={outcomeTones[outcome]}>{t(outcome)}</StateChip>;
};
