import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { customerEndpoints } from '../../../contracts/customers.ts';
import { text } from '../../../contracts/kernel/scalars.ts';
import type { Platform } from '../../platform.ts';
import { answer } from '../../tool-answer.ts';

const Input = z.strictObject({
  search: text(200).describe('Words that the name of the customer must hold'),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
  limit: z.int().min(1).max(200).default(20).describe('Customers per page'),
});

export const registerSearchCustomers = (server: McpServer, { call }: Platform): void => {
  server.registerTool(
    'search_customers',
    {
      title: 'Search customers',
      description:
        'Finds customers by name, with contacts, address and currency. Pass nextCursor as cursor for the next page; it is null on the last one.',
      inputSchema: Input,
      outputSchema: customerEndpoints.list.reply,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    (query, { mcpReq }) => answer(() => call(customerEndpoints.list, { query, signal: mcpReq.signal })),
  );
};
