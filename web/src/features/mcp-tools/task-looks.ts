import type { McpTask } from '../../../../contracts/mcp-calls.ts';
import type { Tone } from '../../ui/badge.tsx';

export const taskTones: Readonly<Record<McpTask['status'], Tone>> = {
  working: 'accent',
  input_required: 'needs',
  completed: 'done',
  failed: 'failed',
  cancelled: 'neutral',
};

export const isOpenTask = ({ status }: McpTask): boolean => status === 'working' || status === 'input_required';
