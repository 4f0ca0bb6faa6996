import { useEffect, useRef, useState } from 'react';
import type { CallToolResult } from '../../../../contracts/mcp-calls.ts';
import { executeTool, type ToolProgress } from './execute-tool.ts';

/** A call from its start to its end. */
export interface Execution {
  state: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: ToolProgress | null;
  log: readonly { key: string; at: string; text: string }[];
  /** What the tool asked in vain. */
  question: string | null;
  result: CallToolResult | null;
  error: unknown;
  startedAt: string | null;
  endedAt: string | null;
}

const idle: Execution = {
  state: 'idle',
  progress: null,
  log: [],
  question: null,
  result: null,
  error: null,
  startedAt: null,
  endedAt: null,
};
const maxLog = 500;
const now = () => new Date().toISOString();

/** Runs one call at a time; leaving the page cancels it. */
export const useExecution = () => {
  const [execution, setExecution] = useState(idle);
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const run = async (tool: string, args: Record<string, unknown>): Promise<void> => {
    controller.current?.abort();
    const mine = new AbortController();
    controller.current = mine;
    const change = (changed: Partial<Execution>) => {
      if (controller.current === mine) setExecution((before) => ({ ...before, ...changed }));
    };
    setExecution({ ...idle, state: 'running', startedAt: now() });
    try {
      const result = await executeTool({
        tool,
        arguments: args,
        signal: mine.signal,
        onProgress: (progress) => change({ progress }),
        onQuestion: (question) => change({ question }),
        onLog: (text) =>
          setExecution((before) => ({
            ...before,
            log: [...before.log, { key: `${before.log.length} ${text.slice(0, 20)}`, at: now(), text }].slice(-maxLog),
          })),
      });
      change({ state: 'done', result, endedAt: now() });
    } catch (error) {
      change(mine.signal.aborted ? { state: 'cancelled', endedAt: now() } : { state: 'failed', error, endedAt: now() });
    }
  };
  return { execution, run, cancel: () => controller.current?.abort() };
};
