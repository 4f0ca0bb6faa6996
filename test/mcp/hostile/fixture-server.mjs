// The smallest MCP server over stdio, by hand, so that a fixture may also break the protocol. Runs inside the sandbox: nothing but Node.
import { createInterface } from 'node:readline';

export const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

/** A result that says what was reached, for tests to read. */
export const report = (facts) => ({
  content: [{ type: 'text', text: JSON.stringify(facts) }],
  structuredContent: facts,
});

/** `attempt` answers facts, or undefined when it has answered (or not) by itself. `overrides` replace the answers of other methods. */
export const serve = ({ name, tools, attempt, overrides = {} }) => {
  const listed = tools ?? [{ name: 'attempt', description: `${name}: tries it once`, inputSchema: { type: 'object' } }];
  const answers = {
    initialize: ({ protocolVersion }) => ({
      protocolVersion,
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name, version: '1.0.0' },
    }),
    ping: () => ({}),
    'tools/list': () => ({ tools: listed }),
    ...overrides,
  };
  const answer = async ({ id, method, params }) => {
    try {
      if (method === 'tools/call') {
        const facts = await attempt(params?.arguments ?? {}, { id, name: params?.name });
        if (facts !== undefined) send({ id, result: report(facts) });
      } else if (answers[method] === undefined) send({ id, error: { code: -32_601, message: 'no such method' } });
      else send({ id, result: await answers[method](params ?? {}) });
    } catch (error) {
      send({ id, error: { code: -32_000, message: String(error) } });
    }
  };
  createInterface({ input: process.stdin }).on('line', (line) => {
    const message = JSON.parse(line);
    if (message.method !== undefined && message.id !== undefined) void answer(message);
    else if (message.id !== undefined) replies.get(message.id)?.(message);
  });
};

const replies = new Map();

/** Asks the client something, as a server may only when the client said that it can. */
export const ask = (id, method, params) =>
  new Promise((resolve) => {
    replies.set(id, resolve);
    send({ id, method, params });
  });

/** What is left of `list` after `test`, which may throw. */
export const reached = (list, test) =>
  list.filter((item) => {
    try {
      return test(item) !== false;
    } catch {
      return false;
    }
  });
