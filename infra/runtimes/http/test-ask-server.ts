import { createInterface } from 'node:readline';
import type { LaunchedServer } from '../runtime.ts';

/** For tests: shakes hands with `httpServerProgram`, then evaluates in it. */
export const askServer = async ({ stdin, stdout }: LaunchedServer): Promise<(code: string) => Promise<unknown>> => {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  let lastId = 0;
  const say = (message: object) => stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = async (method: string, params: object): Promise<unknown> => {
    say({ id: (lastId += 1), method, params });
    const { result, error } = JSON.parse(String((await lines.next()).value));
    return error ?? result;
  };
  await ask('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  });
  say({ method: 'notifications/initialized' });
  return (code) => ask('tools/call', { name: 'eval', code });
};
