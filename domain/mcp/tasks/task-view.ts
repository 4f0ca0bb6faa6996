import type { McpTask } from '../../../contracts/mcp-calls.ts';
import { inputsOf } from './task-inputs.ts';
import { messagesOf } from './task-messages.ts';
import { isOver, type JsonSealer, type TaskRecord } from './task-store.ts';

/** A task as its owner sees it, without its result. */
export const toTask = (sealer: JsonSealer, record: TaskRecord): McpTask => {
  const open = isOver(record)
    ? []
    : Object.entries(inputsOf(sealer, record)).filter(([, { answer }]) => answer === null);
  const { id, tool, serverName, status, statusMessage, progress, error, createdBy, createdAt, endedAt } = record;
  return {
    id,
    tool,
    serverName,
    status,
    statusMessage,
    progress,
    messages: messagesOf(sealer, record),
    inputRequests: Object.fromEntries(open.map(([key, { method, params }]) => [key, { method, params }])),
    result: null,
    error,
    createdBy,
    createdAt,
    endedAt,
  };
};
