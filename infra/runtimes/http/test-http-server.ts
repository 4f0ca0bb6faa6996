/** For tests, in containers too: a program for `node --eval` that speaks streamable HTTP at PORT, and answers requests with what their `code` evaluates to. */
export const httpServerProgram = `
  const http = require('node:http').createServer((request, response) => {
    if (request.method !== 'POST' || request.url !== '/mcp') return void response.writeHead(405).end();
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', async () => {
      const { id, method, params } = JSON.parse(Buffer.concat(parts));
      if (id === undefined) return void response.writeHead(202).end();
      const answer = (result) => JSON.stringify({ jsonrpc: '2.0', id, result });
      const serverInfo = { name: 'listening', version: '1' };
      if (method === 'initialize')
        return void response
          .writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'one' })
          .end(answer({ protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo }));
      if (request.headers['mcp-session-id'] !== 'one') return void response.writeHead(400).end();
      const value = await (async () => eval(params.code ?? 'null'))().catch((error) => 'failed: ' + (error.code ?? error.message));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: ' + answer({ value }) + '\\n\\n');
    });
  });
  setInterval(() => {}, 1e6);
  http.listen(Number(process.env.PORT), () => console.log('listening'));
`;
