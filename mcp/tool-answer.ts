import type { CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CallError } from '../contracts/kernel/client.ts';
import { type TaskPiece, type Unfinished, unfinishedMeta } from '../domain/mcp/tasks/task-piece.ts';
import { UnfinishedCall } from './task-piece.ts';

/**
 * Runs a tool: its value becomes structured content, with the same JSON as text for clients that read only that. A
 * refusal of the platform is a tool error (`isError`) that says what to do next, so that a model can act on it. A durable
 * call (`piece`) outlives a platform that is away for a moment.
 */
export const answer = async (
  run: () => Promise<Record<string, unknown>>,
  piece: TaskPiece | null = null,
): Promise<CallToolResult> => {
  try {
    const structuredContent = await run();
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  } catch (error) {
    if (error instanceof UnfinishedCall) return unfinished(error);
    if (!(error instanceof CallError)) throw error;
    if (piece && isPassing(error)) return unfinished(piece);
    const parts = [`${error.code}: ${error.message}`, error.recovery, fieldsOf(error)];
    const text = parts.filter((part) => part !== '').join(' ');
    return { content: [{ type: 'text', text }], isError: true };
  }
};

const Invalid = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });

/** The fields that the recovery speaks of. */
const fieldsOf = ({ details }: CallError): string =>
  (Invalid.safeParse(details).data?.issues ?? []).map(({ path, message }) => `(${path}: ${message})`).join(' ');

/** An error, so that no output schema is asked for; no caller sees it. */
const unfinished = ({ worksOn }: Unfinished): CallToolResult => ({
  content: [],
  isError: true,
  _meta: { [unfinishedMeta]: { worksOn } },
});

/** The API is away or busy, or the token ended: what was asked is asked again. */
const isPassing = ({ status, code }: CallError): boolean =>
  status === 0 || status === 401 || status === 429 || status > 500 || code === 'idempotency_key_in_flight';
