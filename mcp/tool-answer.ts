import type { CallToolResult } from '@modelcontextprotocol/server';
import { CallError } from '../contracts/kernel/client.ts';

/**
 * Runs a tool: its value becomes structured content, with the same JSON as text for clients that read only that. A
 * refusal of the platform is a tool error (`isError`) that says what to do next, so that a model can act on it.
 */
export const answer = async (run: () => Promise<Record<string, unknown>>): Promise<CallToolResult> => {
  try {
    const structuredContent = await run();
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const text = [`${error.code}: ${error.message}`, error.recovery].filter((part) => part !== '').join(' ');
    return { content: [{ type: 'text', text }], isError: true };
  }
};
