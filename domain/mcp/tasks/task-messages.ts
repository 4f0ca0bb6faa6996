import { ToolMessage } from '../../../contracts/mcp-calls.ts';
import type { JsonObject } from '../upstream.ts';
import type { JsonSealer, TaskRecord } from './task-store.ts';

/** Each event of a task carries all that are kept: a tool that says much fills no event log. */
const mostMessages = 10;
const longestText = 300;
const Messages = ToolMessage.array();

export const messagesOf = (sealer: JsonSealer, { sealedMessages }: Pick<TaskRecord, 'sealedMessages'>): ToolMessage[] =>
  sealedMessages === null ? [] : Messages.parse(sealer.openText(sealedMessages));

/** With one more, of which `params` are those of its `notifications/message`. */
export const withMessage = (messages: readonly ToolMessage[], { level, logger, data }: JsonObject): ToolMessage[] => {
  const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? '');
  const message = {
    level: String(level).slice(0, 20),
    logger: typeof logger === 'string' ? logger.slice(0, 100) : null,
    text: text.slice(0, longestText),
  };
  return [...messages, message].slice(-mostMessages);
};
