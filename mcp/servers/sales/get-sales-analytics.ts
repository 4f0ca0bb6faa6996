import type { McpServer } from '@modelcontextprotocol/server';
import { analyticsEndpoints } from '../../../contracts/analytics.ts';
import type { Platform } from '../../platform.ts';
import { answer } from '../../tool-answer.ts';

export const registerGetSalesAnalytics = (server: McpServer, { call }: Platform): void => {
  server.registerTool(
    'get_sales_analytics',
    {
      title: 'Sales analytics',
      description:
        'Counts requests and quotes by state, and sums the gross values of the quotes by currency, over a range of days and by day, week or month. Without a range: the last 30 days.',
      inputSchema: analyticsEndpoints.sales.query,
      outputSchema: analyticsEndpoints.sales.reply,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    (query, { mcpReq }) => answer(() => call(analyticsEndpoints.sales, { query, signal: mcpReq.signal })),
  );
};
