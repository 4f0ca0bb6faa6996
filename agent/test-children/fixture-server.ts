import { appendFileSync, existsSync, watch } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * An MCP server over stdio without any library, for tests: what a tool does is its name. Its data folder is
 * where it runs, or its argument: there it counts its handshakes and calls, and where a file `go` releases `wait`.
 */

type Message = { id?: number | string; method?: string; params?: Params; result?: unknown; error?: unknown };
type Params = {
  name?: string;
  arguments?: Record<string, unknown>;
  _meta?: { progressToken?: unknown };
  requestId?: unknown;
  level?: unknown;
};

const send = (message: object): boolean => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const note = (file: string, line: string): void => appendFileSync(file, `${line}\n`);
const answers = new Map<number | string, (message: Message) => void>();
let asked = 0;

const ask = (method: string, params: object): Promise<Message> => {
  asked += 1;
  const id = `q${asked}`;
  return new Promise((resolve) => {
    answers.set(id, resolve);
    send({ id, method, params });
  });
};

const released = (): Promise<void> =>
  new Promise((resolve) => {
    const watcher = watch('.', () => existsSync('go') && done());
    const done = (): void => {
      watcher.close();
      resolve();
    };
    if (existsSync('go')) done();
  });

const write = (text: string): Promise<void> => new Promise((resolve) => process.stdout.write(text, () => resolve()));

const flood = async (bytes: number, chunk: string): Promise<void> => {
  for (let written = 0; written < bytes; written += chunk.length) await write(chunk);
};

const text = (value: unknown): object => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });

const tools: Record<
  string,
  (given: Record<string, unknown>, id: number | string, token: unknown) => Promise<object | null>
> = {
  echo: async (given) => text(given),
  progress: async (given, _id, token) => {
    for (let step = 1; step <= 3; step += 1)
      send({
        method: 'notifications/progress',
        params: { progressToken: token, progress: step, total: 3, message: String(given['note']) },
      });
    return text(token);
  },
  wait: async (given, _id, token) => {
    note('calls', typeof given['note'] === 'string' ? given['note'] : 'call');
    if (token !== undefined) send({ method: 'notifications/progress', params: { progressToken: token, progress: 1 } });
    await released();
    return text('released');
  },
  ask: async () =>
    text(
      (await ask('elicitation/create', {
        message: 'Your name?',
        requestedSchema: { type: 'object', properties: {} },
      })) satisfies Message,
    ),
  askTwice: async () => {
    const question = { message: 'Go on?', requestedSchema: { type: 'object', properties: {} } };
    const first = await ask('elicitation/create', question);
    return text([first, await ask('elicitation/create', question)]);
  },
  waitThenAsk: async () => {
    note('calls', 'call');
    await released();
    const answer = ask('elicitation/create', {
      message: 'Your name?',
      requestedSchema: { type: 'object', properties: {} },
    });
    note('asked', 'asked');
    return text(await answer);
  },
  say: async (given) => {
    send({ method: 'notifications/message', params: { level: 'info', data: given['note'] } });
    send({ method: 'notifications/tools/list_changed', params: {} });
    return text('said');
  },
  exit: async () => process.exit(3),
  big: async (given, id) => {
    if (given['asks'] === true) void ask('elicitation/create', { message: 'Your name?', requestedSchema: {} });
    const blob = 'x'.repeat(Number(given['bytes']));
    const result = JSON.stringify(text(blob));
    const idFirst = `{"jsonrpc":"2.0","id":${id},"result":${result}}\n`;
    const idLast = `{"result":${result},"jsonrpc":"2.0","id":${id}}\n`;
    await write(given['idLast'] === true ? idLast : idFirst);
    return null;
  },
  garbage: async () => {
    await write('this is no JSON\n');
    return null;
  },
  endless: async (given) => {
    await flood(Number(given['bytes']), 'y'.repeat(65_536));
    return null;
  },
  stderr: async (given) => {
    process.stderr.write(`\u001B[31m${String(given['note'])}\u001B[0m\u0007\n`);
    return text('written');
  },
  refuse: async () => {
    throw new Error('not today');
  },
};

const call = async (id: number | string, params: Params): Promise<void> => {
  const tool = tools[params.name ?? ''];
  try {
    const result = await tool?.(params.arguments ?? {}, id, params._meta?.progressToken);
    if (result !== null && result !== undefined) send({ id, result });
  } catch (error) {
    send({ id, error: { code: -32_050, message: error instanceof Error ? error.message : '', data: { why: 'test' } } });
  }
};

process.chdir(process.argv[2] ?? '.');
note('starts', String(process.pid));
if (process.env['CRASH_AT_START'] === '1') process.exit(7);
const asksForRoots = process.env['ASK_ROOTS'] === '1';
const isMute = process.env['MUTE'] === '1';
const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (line) => {
  const message: Message = JSON.parse(line);
  const { id, method, params = {} } = message;
  if (id !== undefined && method === undefined) answers.get(id)?.(message);
  else if (method === 'deaf') {
    lines.pause();
    setInterval(() => undefined, 1_000);
  } else if (isMute) return;
  else if (method === 'initialize' && id !== undefined) {
    note('handshakes', String(process.pid));
    send({
      id,
      result: {
        protocolVersion: '2025-11-25',
        capabilities: { tools: { listChanged: true } },
        serverInfo: { name: 'fixture', version: '1.2.3' },
        instructions: 'For tests.',
      },
    });
  } else if (method === 'notifications/initialized' && asksForRoots)
    void ask('roots/list', {}).then(({ result }) => note('roots', JSON.stringify(result)));
  else if (method === 'tools/call' && id !== undefined) void call(id, params);
  else if (method === 'logging/setLevel') {
    note('levels', String(params.level));
    send({ id, result: {} });
  } else if (method === 'notifications/cancelled') note('cancelled', String(params.requestId));
  else if (id !== undefined) send({ id, result: {} });
});
process.stdin.on('end', () => process.exit(0));
