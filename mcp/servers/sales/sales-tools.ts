import type { McpServer } from '@modelcontextprotocol/server';
import type { Platform } from '../../platform.ts';
import { registerAskDocumentQuestion } from './ask-document-question.ts';
import { registerChatWithAssistant } from './chat-with-assistant.ts';
import { registerGenerateQuote } from './generate-quote.ts';
import { registerGetSalesAnalytics } from './get-sales-analytics.ts';
import { registerProcessDocument } from './process-document.ts';
import { registerSalesPrompts } from './sales-prompts.ts';
import { registerSalesResources } from './sales-resources.ts';
import { registerSearchCustomers } from './search-customers.ts';

/** What a sales desk needs: documents in, quotes out, and what is known of customers. */
export const registerSalesTools = (server: McpServer, platform: Platform): void => {
  registerSearchCustomers(server, platform);
  registerProcessDocument(server, platform);
  registerGenerateQuote(server, platform);
  registerAskDocumentQuestion(server, platform);
  registerGetSalesAnalytics(server, platform);
  registerChatWithAssistant(server, platform);
  registerSalesResources(server, platform);
  registerSalesPrompts(server);
};
