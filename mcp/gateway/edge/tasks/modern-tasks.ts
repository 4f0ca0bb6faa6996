import { isObject } from '../../../../contracts/kernel/is-object.ts';
import type { GatewayCaller, GatewayView, McpTasks } from '../../../../domain/mcp/gateway.ts';
import type { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { clientOf, declaredBy } from '../modern/envelope.ts';
import type { ModernExchange, ModernTasks } from '../modern/modern-exchange.ts';
import { missingCapabilityError } from '../modern/ongoing-call.ts';
import { sessionKeyOf } from '../modern/session-key.ts';
import { inputResponsesOf } from '../modern/waiting-calls.ts';
import { detailedTask, found, isOver, modernTask, taskIdOf } from './task-shape.ts';

const extension = 'io.modelcontextprotocol/tasks';
const methods = new Set(['tasks/get', 'tasks/update', 'tasks/cancel']);

/**
 * Tasks as an extension of 2026-07-28 (SEP-2663): the server decides which call becomes one, and does so only for clients
 * that declared to know tasks. Here it is every call of a tool that says it supports them (`execution.taskSupport`).
 */
export const createModernTasks = (tasks: McpTasks | null): ModernTasks => {
  if (!tasks) return { extensions: {}, answer: async () => null };
  return {
    extensions: { [extension]: {} },
    answer: async (exchange, view) => {
      const { method } = exchange.message;
      if (method === 'tools/call') return create(tasks, exchange, view);
      if (!methods.has(method)) return null;
      if (!knowsTasks(exchange)) throw missingExtension();
      return serve(tasks, exchange);
    },
  };
};

const create = async (tasks: McpTasks, exchange: ModernExchange, view: GatewayView): Promise<JsonObject | null> => {
  const { name, arguments: given, requestState } = exchange.message.params;
  const knows = knowsTasks(exchange);
  // Whoever knows no tasks gets the tool's own answer, and pays for no look into the list.
  if (typeof name !== 'string' || requestState !== undefined || !knows) return null;
  const support = await taskSupport(view, name);
  if (support !== 'required' && support !== 'optional') return null;
  const { server } = exchange.view;
  const task = await tasks.start(callerOf(exchange), {
    tool: name,
    arguments: isObject(given) ? given : {},
    ...(server !== undefined && { server }),
  });
  return { resultType: 'task', ...modernTask(task) };
};

const serve = async (tasks: McpTasks, { message, caller }: ModernExchange): Promise<JsonObject> => {
  const { identity } = caller;
  const taskId = taskIdOf(message.params);
  const task = found(await tasks.find(identity, taskId));
  if (message.method === 'tasks/get') return detailedTask(task);
  if (message.method === 'tasks/cancel') {
    if (!isOver(task)) await tasks.cancel(identity, taskId);
    return {};
  }
  const answers = Object.entries(inputResponsesOf(message.params)).filter(([key]) => key in task.inputRequests);
  const objects = answers.flatMap(([key, answer]) => (isObject(answer) ? [[key, answer] as const] : []));
  if (objects.length > 0) await tasks.answer(identity, taskId, Object.fromEntries(objects));
  return {};
};

/** What a tool says of tasks, from the lists that the gateway has at hand. */
const taskSupport = async (view: GatewayView, name: string): Promise<unknown> => {
  let cursor: unknown;
  do {
    // oxlint-disable-next-line no-await-in-loop -- pages follow each other
    const page: JsonObject = await view.request('tools/list', typeof cursor === 'string' ? { cursor } : {});
    const { tools, nextCursor } = page;
    const tool: unknown = Array.isArray(tools) ? tools.find((one) => Object(one).name === name) : undefined;
    if (isObject(tool)) return Object(tool['execution']).taskSupport;
    cursor = nextCursor;
  } while (typeof cursor === 'string');
  return undefined;
};

const knowsTasks = ({ message }: ModernExchange): boolean => {
  const { extensions } = declaredBy(message);
  return isObject(extensions) && extensions[extension] !== undefined;
};

const missingExtension = (): RpcError => missingCapabilityError({ extensions: { [extension]: {} } });

const callerOf = ({ caller, message, view }: ModernExchange): GatewayCaller => ({
  ...caller,
  client: clientOf(message),
  era: '2026',
  sessionKey: sessionKeyOf(caller, view),
});
