/** Whether an address is one at which MCP clients ask: answers there are for programs, and the request log knows of them. */
export const isMcpPath = (path: string): boolean => /^\/mcp(?:$|\/|_proxy\/)/.test(path);
