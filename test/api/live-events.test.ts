import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventEnvelope, eventEndpoints, JoinReply } from '../../contracts/events.ts';
import { requestPdf } from '../builders/request-pdf.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { quoteOf, readDocument, uploadBytes, uploadSample } from '../harness/requests.ts';
import { until } from '../harness/until.ts';

let running: TestPlatform;
beforeAll(async () => {
  running = await startTestPlatform({ RATE_LIMIT_FACTOR: '0.5' });
});
afterAll(() => running?.[Symbol.asyncDispose]());

/** A tab: keeps what it was told of one subject, as the web app does. */
const openTab = (program: TestProgram, subject: string) => {
  const events: EventEnvelope[] = [];
  const take = (event: EventEnvelope): void => {
    if (event.session_id === subject && event.seq > (events.at(-1)?.seq ?? 0)) events.push(event);
  };
  let socket: Socket;
  const join = async (): Promise<void> => {
    const reply = JoinReply.parse(await socket.emitWithAck('join', { subject, after: events.at(-1)?.seq ?? 0 }));
    if ('error' in reply) throw new Error(reply.error.code);
    for (const event of reply.events) take(event);
  };
  const connect = async (): Promise<void> => {
    socket = io(running.url, {
      transports: ['websocket'],
      extraHeaders: program.headers,
      reconnection: false,
      forceNew: true,
    });
    socket.on('event', (event: unknown) => take(EventEnvelope.parse(event)));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    await join();
  };
  return { events, connect, leave: () => socket.disconnect() };
};

const numbersOf = (events: readonly EventEnvelope[]): number[] => events.map(({ seq }) => seq);
const countingTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

test('two tabs and one that was away see the same progress, without a gap', async () => {
  const program = await running.program();
  const { documentId } = await uploadBytes(
    running.url,
    program,
    'long.pdf',
    await requestPdf({ pages: 30, linesPerPage: 5 }),
  );
  const subject = `document:${documentId}`;
  const [first, second, away] = [openTab(program, subject), openTab(program, subject), openTab(program, subject)];
  await Promise.all([first.connect(), second.connect(), away.connect()]);
  away.leave();
  await readDocument(program, documentId);
  await away.connect();

  const { items } = await program.call(eventEndpoints.list, { query: { subject, limit: 1_000 } });
  expect(numbersOf(items)).toEqual(countingTo(items.length));
  expect(items.at(-1)).toMatchObject({
    type: 'document_progress',
    data: { state: 'ready', stage: 'done', done: 30, total: 30 },
  });
  for (const tab of [first, second, away]) {
    await until('all events', async () => tab.events.length === items.length);
    expect(tab.events).toEqual(items);
    tab.leave();
  }
});

test('the list of requests hears of every change of its workspace, and of nobody else’s', async () => {
  const [mine, other] = [await running.program(), await running.program()];
  const tab = openTab(mine, 'workspace');
  await tab.connect();
  await uploadSample(running.url, other, 'calloway.txt');
  const { documentId } = await uploadSample(running.url, mine, 'calloway.txt');
  const quote = await quoteOf(mine, documentId);
  await until('the quote’s last event', async () =>
    tab.events.some(({ type, data }) => type === 'quote_changed' && data.version === quote.version),
  );
  expect(numbersOf(tab.events)).toEqual(countingTo(tab.events.length));
  const documents = tab.events.flatMap((event) => (event.type === 'document_changed' ? event.data.id : []));
  expect(new Set(documents)).toEqual(new Set([documentId]));
  tab.leave();
});

test('an API that is restarted continues the numbering where it was', async () => {
  const program = await running.program();
  const tab = openTab(program, 'workspace');
  await tab.connect();
  await quoteOf(program, (await uploadSample(running.url, program, 'calloway.txt')).documentId);
  running.platform.api.kill('SIGKILL');
  await running.platform.api.waitReady();
  await tab.connect();
  await quoteOf(program, (await uploadSample(running.url, program, 'veldhuis.eml')).documentId);
  const { seq } = await program.call(eventEndpoints.list, { query: { subject: 'workspace' } });
  await until('all events', async () => tab.events.length >= seq);
  expect(numbersOf(tab.events)).toEqual(countingTo(tab.events.length));
  tab.leave();
});

test('a socket without a credential, or from a foreign page, is refused', async () => {
  const attempt = (extraHeaders: Record<string, string>): Promise<string> =>
    new Promise((resolve) => {
      const socket = io(running.url, { transports: ['websocket'], extraHeaders, reconnection: false, forceNew: true });
      const end = (answer: string) => () => {
        socket.disconnect();
        resolve(answer);
      };
      socket.once('connect', end('connected'));
      socket.once('connect_error', end('refused'));
    });
  const { headers } = await running.program();
  expect(await attempt({})).toBe('refused');
  expect(await attempt({ authorization: 'Bearer nonsense' })).toBe('refused');
  expect(await attempt({ ...headers, origin: 'https://evil.example' })).toBe('refused');
  expect(await attempt(headers)).toBe('connected');
});

test('a guessed service key counts at every door, and after thirty no door looks one up', async () => {
  let guesses = 0;
  const guess = () => `Bearer key_${String((guesses += 1)).padStart(26, '0')}.${'x'.repeat(43)}`;
  const overRest = async () =>
    (await fetch(`${running.url}/api/v1/events?subject=workspace`, { headers: { authorization: guess() } })).status;
  const overSocket = (): Promise<string> =>
    new Promise((resolve) => {
      const extraHeaders = { authorization: guess() };
      const socket = io(running.url, { transports: ['websocket'], extraHeaders, reconnection: false, forceNew: true });
      socket.once('connect_error', ({ message }) => {
        socket.disconnect();
        resolve(message);
      });
    });
  const overOrchestrator = (): Promise<number | undefined> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${running.url.replace('http', 'ws')}/orchestrator`, {
        headers: { authorization: guess() },
      });
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_request, response) => {
        socket.terminate();
        resolve(response.statusCode);
      });
    });
  expect([await overSocket(), await overOrchestrator()]).toEqual(['invalid_token', 401]);
  const overRestOften: number[] = [];
  for (let count = 0; count < 28; count += 1) overRestOften.push(await overRest());
  expect(overRestOften).toEqual(Array(28).fill(401));
  expect([await overRest(), await overSocket(), await overOrchestrator()]).toEqual([429, 'rate_limited', 429]);
});
