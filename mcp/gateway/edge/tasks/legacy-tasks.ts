import { isObject } from '../../../../contracts/kernel/is-object.ts';
import type { McpTask } from '../../../../contracts/mcp-calls.ts';
import type { McpTasks } from '../../../../domain/mcp/gateway.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { rpcCodes } from '../json-rpc.ts';
import type { LegacyCall } from '../legacy/legacy-session.ts';
import type { LegacyTasks } from '../legacy/serve-legacy.ts';
import { errorOf, found, isOver, legacyTask, resultOf, taskIdOf } from './task-shape.ts';

const relatedMeta = 'io.modelcontextprotocol/related-task';
const pageSize = 50;

/** Tasks as 2025-11-25 has them: the client asks for one with `params.task`. */
export const createLegacyTasks = (tasks: McpTasks | null): LegacyTasks => {
  if (!tasks) return { capabilities: {}, methods: () => null };
  return {
    capabilities: { tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } } },
    methods: (call) => {
      const { method, params } = call.request;
      if (method === 'tools/call') return isObject(params['task']) ? create(tasks, call) : null;
      if (method === 'tasks/get') return get(tasks, call);
      if (method === 'tasks/list') return list(tasks, call);
      if (method === 'tasks/result') return result(tasks, call);
      return method === 'tasks/cancel' ? cancel(tasks, call) : null;
    },
  };
};

const create = async (tasks: McpTasks, { request: { params }, caller, server }: LegacyCall): Promise<JsonObject> => {
  const { name, arguments: given } = params;
  if (typeof name !== 'string') throw new RpcError(rpcCodes.invalidParams, 'name is missing.');
  const task = await tasks.start(caller, {
    tool: name,
    arguments: isObject(given) ? given : {},
    ...(server !== undefined && { server }),
  });
  return { task: legacyTask(task) };
};

const get = async (tasks: McpTasks, { request, caller }: LegacyCall): Promise<JsonObject> =>
  legacyTask(found(await tasks.find(caller.identity, taskIdOf(request.params))));

const list = async (tasks: McpTasks, { request, caller }: LegacyCall): Promise<JsonObject> => {
  const { cursor } = request.params;
  const page = await tasks.list(caller.identity, {
    limit: pageSize,
    ...(typeof cursor === 'string' && { cursor }),
  });
  return {
    tasks: page.items.map(legacyTask),
    ...(page.nextCursor !== null && { nextCursor: page.nextCursor }),
  };
};

const cancel = async (tasks: McpTasks, { request, caller }: LegacyCall): Promise<JsonObject> => {
  const taskId = taskIdOf(request.params);
  if (isOver(found(await tasks.find(caller.identity, taskId))))
    throw new RpcError(rpcCodes.invalidParams, 'This task is over.');
  return legacyTask(await tasks.cancel(caller.identity, taskId));
};

/** Waits for the end; what the task asks meanwhile goes to the client on the stream of this request. */
const result = async (tasks: McpTasks, call: LegacyCall): Promise<JsonObject> => {
  const { identity } = call.caller;
  const taskId = taskIdOf(call.request.params);
  let task = found(await tasks.find(identity, taskId));
  while (!isOver(task)) {
    // oxlint-disable-next-line no-await-in-loop -- a task settles several times, one after the other
    task = await tasks.settled(identity, taskId, call.exchange.signal);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (task.status === 'input_required') await tasks.answer(identity, taskId, await askAll(task, call));
  }
  return withRelation(task);
};

const askAll = async (task: McpTask, { exchange }: LegacyCall): Promise<Record<string, JsonObject>> => {
  const answers = await Promise.all(
    Object.entries(task.inputRequests).map(async ([key, { method, params }]) => {
      const related = { ...params, _meta: { [relatedMeta]: { taskId: task.id } } };
      return [key, (await exchange.onRequest?.(method, related)) ?? {}] as const;
    }),
  );
  return Object.fromEntries(answers);
};

const withRelation = (task: McpTask): JsonObject => {
  if (task.status === 'completed') {
    const given = resultOf(task);
    return { ...given, _meta: { ...Object(given['_meta']), [relatedMeta]: { taskId: task.id } } };
  }
  const { code, message, data } =
    task.status === 'failed' ? errorOf(task) : { code: rpcCodes.internal, message: 'The task was cancelled', data: {} };
  throw new RpcError(code, message, data);
};
