import { isObject } from '../../../../contracts/kernel/is-object.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { McpTask } from '../../../../contracts/mcp-calls.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { rpcCodes, type RpcErrorBody } from '../json-rpc.ts';

/** How often a client may ask, in milliseconds: a task's step is seldom quicker. */
const pollIntervalMs = 1_000;

export const isOver = ({ status }: McpTask): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

const core = (task: McpTask): JsonObject => ({
  taskId: task.id,
  status: task.status,
  ...messageOf(task),
  createdAt: task.createdAt,
  lastUpdatedAt: task.endedAt ?? task.createdAt,
});

/** Why it ended; before the end, how far it is: a client that polls hears no progress. */
const messageOf = (task: McpTask): JsonObject => {
  const statusMessage = task.statusMessage ?? (isOver(task) ? null : (task.progress?.message ?? null));
  return statusMessage === null ? {} : { statusMessage };
};

/** `Task` of 2025-11-25. Tasks of ours do not expire while somebody may ask for them: `ttl` is null. */
export const legacyTask = (task: McpTask): JsonObject => ({
  ...core(task),
  ttl: null,
  pollInterval: pollIntervalMs,
});

/** `Task` of the extension of 2026-07-28. */
export const modernTask = (task: McpTask): JsonObject => ({
  ...core(task),
  ttlMs: null,
  pollIntervalMs,
});

/** `DetailedTask` of 2026-07-28: with its result, its error, or what it asks. */
export const detailedTask = (task: McpTask): JsonObject => ({
  ...modernTask(task),
  ...(task.status === 'completed' && { result: resultOf(task) }),
  ...(task.status === 'failed' && { error: errorOf(task) }),
  ...(task.status === 'input_required' && { inputRequests: task.inputRequests }),
});

export const resultOf = ({ result }: McpTask): JsonObject => (isObject(result) ? result : { content: [] });

export const errorOf = ({ error }: McpTask): RpcErrorBody => ({
  code: error?.rpc ?? rpcCodes.internal,
  message: error?.message ?? 'The task failed',
});

/** Fails with -32602 when it is missing. */
export const taskIdOf = ({ taskId }: JsonObject): string => {
  if (typeof taskId !== 'string' || taskId === '') throw new RpcError(rpcCodes.invalidParams, 'taskId is missing.');
  return taskId;
};

/** Another caller's task and none at all look the same. */
export const found = (task: McpTask | null): McpTask => {
  if (!task) throw new RpcError(rpcCodes.invalidParams, 'This task was not found.');
  return task;
};
