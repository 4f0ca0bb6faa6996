import type { McpServer } from '@modelcontextprotocol/server';
import { AssistantInput, AssistantReply } from '../../../contracts/assistant.ts';
import type { Platform } from '../../platform.ts';
import { answer } from '../../tool-answer.ts';
import { answerMessage } from './assistant/answer-message.ts';

export const registerChatWithAssistant = (server: McpServer, { call }: Platform): void => {
  server.registerTool(
    'chat_with_assistant',
    {
      title: 'Chat with the assistant',
      description:
        'Answers a message in English or German: finds out what is asked, looks it up and says what it did, with the data. It asks back when something is missing. It changes nothing, but for a deletion that the person says yes to: then send the proposal of the last answer as context.confirm.',
      inputSchema: AssistantInput,
      outputSchema: AssistantReply,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    },
    (input, { mcpReq }) => answer(() => answerMessage(input, { call, signal: mcpReq.signal })),
  );
};
