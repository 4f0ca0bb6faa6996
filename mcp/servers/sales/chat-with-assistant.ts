import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { AssistantInput, AssistantReply } from '../../../contracts/assistant.ts';
import type { Platform } from '../../platform.ts';
import { answer } from '../../tool-answer.ts';
import { answerMessage } from './assistant/answer-message.ts';
import { say } from './assistant/assistant-words.ts';

/** So long a person may look at a question before it is taken for unanswered. */
const answerTimeoutMs = 600_000;

export const registerChatWithAssistant = (server: McpServer, { call }: Platform): void => {
  server.registerTool(
    'chat_with_assistant',
    {
      title: 'Chat with the assistant',
      description:
        'Does what a message in English or German asks for, with what the caller may do: quotes from requests, documents, questions about them, customers, products, sales. It asks back when something is missing. What changes or deletes a product, or finishes a quote, waits for a yes of the person: asked here where the client can do that, else send the proposal of the last answer as context.confirm with a message that says yes.',
      inputSchema: AssistantInput,
      outputSchema: AssistantReply,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    },
    (input, ctx) => answer(() => chat(input, call, ctx)),
  );
};

const chat = async (input: AssistantInput, call: Platform['call'], ctx: ServerContext): Promise<AssistantReply> => {
  const { signal } = ctx.mcpReq;
  const reply = await answerMessage(input, { call, signal });
  if (reply.proposal === null) return reply;
  const saidYes = await askPerson(ctx, reply.message);
  if (saidYes === null) return reply;
  if (!saidYes) return { ...reply, message: say('declined', input.locale), outcome: 'answered', proposal: null };
  const context = { ...input.context, confirm: reply.proposal };
  return await answerMessage({ ...input, message: 'yes', context }, { call, signal });
};

/** Null: nobody can be asked here. */
const askPerson = async ({ mcpReq }: ServerContext, message: string): Promise<boolean | null> => {
  const requestedSchema = {
    type: 'object' as const,
    properties: { confirm: { type: 'boolean' as const, title: 'OK' } },
    required: ['confirm'],
  };
  const options = { timeout: answerTimeoutMs, signal: mcpReq.signal };
  try {
    const { action, content } = await mcpReq.elicitInput({ message, requestedSchema }, options);
    return action === 'accept' && content?.['confirm'] === true;
  } catch {
    mcpReq.signal.throwIfAborted();
    return null;
  }
};
