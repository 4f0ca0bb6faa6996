/** Whether an address is one at which MCP clients ask: answers there are for programs, and the request log knows of them. */
export const isMcpPath = (path: string): boolean => path === '/mcp' || path.startsWith('/mcp_proxy/');
