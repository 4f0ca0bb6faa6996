import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { text as readText } from 'node:stream/consumers';
import type { CallOrder } from './call-order.ts';

type Target = CallOrder['target'];
type Send = (method: string, params: Record<string, unknown>, id?: number) => Promise<string>;

/** One caller: `echo` answers once the server sent the text back, and throws otherwise. */
export interface Caller {
  echo(text: string): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const version = '2025-11-25';
const hello = { protocolVersion: version, capabilities: {}, clientInfo: { name: 'bench', version: '1' } };

/** Plain JSON-RPC, the same for whoever is measured: the client's own cost is small and equal. */
export const openCallers = async (target: Target, count: number): Promise<Caller[]> =>
  target.kind === 'stdio'
    ? openStdioCallers(target, count)
    : Promise.all(Array.from({ length: count }, () => openHttpCaller(target)));

const toCaller = (tool: string, send: Send, close: () => Promise<void>): Caller => {
  let ids = 0;
  return {
    echo: async (text) => {
      const answer = await send('tools/call', { name: tool, arguments: { text } }, (ids += 1));
      if (!answer.includes(text)) throw new Error(answer.slice(0, 300));
    },
    ping: async () => void (await send('ping', {}, (ids += 1))),
    close,
  };
};

export const openHttpCaller = async ({ url, headers, tool }: Extract<Target, { kind: 'http' }>): Promise<Caller> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const session: Record<string, string> = {};
  const exchange = (method: string, body: string): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const sending = request(url, {
        method,
        agent,
        headers: {
          ...headers,
          ...session,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'content-length': Buffer.byteLength(body),
        },
      });
      sending.on('error', reject);
      sending.on('response', (response) => {
        const id = response.headers['mcp-session-id'];
        if (typeof id === 'string') session['mcp-session-id'] = id;
        readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
      });
      sending.end(body);
    });
  const send: Send = async (method, params, id) => {
    const { status, text } = await exchange(
      'POST',
      JSON.stringify({ jsonrpc: '2.0', ...(id !== undefined && { id }), method, params }),
    );
    if (status >= 300) throw new Error(`HTTP ${status}: ${text.slice(0, 300)}`);
    return text;
  };
  await send('initialize', hello, 0);
  session['mcp-protocol-version'] = version;
  await send('notifications/initialized', {});
  return toCaller(tool, send, async () => {
    if (session['mcp-session-id'] !== undefined) await exchange('DELETE', '');
    agent.destroy();
  });
};

/** All callers on the one stdio connection that there is. */
const openStdioCallers = async ({ command, args, tool }: Extract<Target, { kind: 'stdio' }>, count: number) => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map<number, (line: string) => void>();
  let ids = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const id = Number(/"id":(\d+)/.exec(line)?.[1]);
    waiting.get(id)?.(line);
    waiting.delete(id);
  });
  const send: Send = (method, params, wanted) => {
    const id = wanted === undefined ? undefined : (ids += 1);
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return id === undefined ? Promise.resolve('') : new Promise((resolve) => waiting.set(id, resolve));
  };
  await send('initialize', hello, 0);
  await send('notifications/initialized', {});
  const close = async () => void child.kill();
  return Array.from({ length: count }, () => toCaller(tool, send, close));
};
