export { processDocument } from './documents/process-document.ts';
export { prepareQuote } from './quotes/prepare-quote.ts';
export { deployMcpServer } from './mcp-servers/deploy-mcp-server.ts';
export { removeMcpServer } from './mcp-servers/remove-mcp-server.ts';
export { callTool } from './mcp-calls/call-tool.ts';
export { forgetOldCalls } from './mcp-calls/forget-old-calls.ts';
export { syncServerStatus } from './mcp-servers/sync-server-status.ts';
export { testConnection } from './mcp-servers/test-connection.ts';
