import type { McpLogEntry } from '../../../../contracts/mcp-calls.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { logWords } from './log-words.ts';

type Word = keyof typeof logWords;

export const outcomeTones: Readonly<Record<McpLogEntry['outcome'], Tone>> = {
  ok: 'done',
  tool_error: 'needs',
  error: 'failed',
  cancelled: 'neutral',
};

export const eraWords: Readonly<Record<McpLogEntry['era'], Word>> = {
  '2025': 'era2025',
  '2026': 'era2026',
  rest: 'eraRest',
  orchestrator: 'eraOrchestrator',
};
