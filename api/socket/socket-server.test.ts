import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Identity } from '../../contracts/access.ts';
import { createSocketServer } from './socket-server.ts';
import { createSubjectRelay } from './subject-relay.ts';

const identity: Identity = {
  kind: 'user',
  id: 'usr_1',
  name: 'Ann',
  workspaceId: 'wsp_1',
  permissions: new Set(),
  sessionId: 'ses_1',
};
const log = pino({ level: 'silent' });
const bus = { publish: () => undefined, subscribe: () => () => undefined };

/** Subjects whose first answers wait for `let...` to be called. */
const slowSubjects = () => {
  const owned = Promise.withResolvers<void>();
  const read = Promise.withResolvers<{ items: []; seq: number }>();
  const stopNews = vi.fn<() => void>();
  return {
    owned,
    read,
    stopNews,
    requireOwn: vi.fn<() => Promise<void>>(() => owned.promise),
    after: vi.fn<(workspaceId: string, subject: string, after: number, limit: number) => typeof read.promise>(
      () => read.promise,
    ),
    onNews: vi.fn<() => () => void>(() => stopNews),
  };
};

/** A client of a server over these subjects, and the requests that it was identified by. */
const connectTo = async (subjects: ReturnType<typeof slowSubjects>) => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const requests: IncomingMessage[] = [];
  const identify = async (request: IncomingMessage): Promise<Identity> => {
    requests.push(request);
    return identity;
  };
  const server = createSocketServer({ http, subjects, bus, identify, isOwnOrigin: () => true, log });
  onTestFinished(() => server[Symbol.asyncDispose]());
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
  return { client, requests };
};

test('a socket that went while its right to a subject was looked up is in no room, and nobody watches for it', async () => {
  const subjects = slowSubjects();
  subjects.read.resolve({ items: [], seq: 0 });
  const { client, requests } = await connectTo(subjects);
  client.emit('join', { subject: 'mcp' });
  await vi.waitUntil(() => subjects.requireOwn.mock.calls.length > 0, { timeout: 60_000 });
  client.disconnect();
  await vi.waitUntil(() => requests[0]?.socket.destroyed, { timeout: 60_000 });
  subjects.owned.resolve();
  await vi.waitUntil(() => subjects.after.mock.calls.length > 0, { timeout: 60_000 });
  // What the reply holds was read; whoever watches reads the newest number before that.
  expect(subjects.after.mock.calls.map(([, , , limit]) => limit)).toEqual([1_000]);
  expect(subjects.onNews).not.toHaveBeenCalled();
});

test('a leave that comes before its join was answered is done after it', async () => {
  const subjects = slowSubjects();
  const { client } = await connectTo(subjects);
  const said = ['join', 'leave'].map((name) => client.emitWithAck(name, { subject: 'mcp' }));
  await vi.waitUntil(() => subjects.requireOwn.mock.calls.length > 0, { timeout: 60_000 });
  subjects.owned.resolve();
  subjects.read.resolve({ items: [], seq: 0 });
  expect(await Promise.all(said)).toEqual([{ events: [], seq: 0 }, {}]);
  expect(subjects.onNews).toHaveBeenCalledOnce();
  expect(subjects.stopNews).toHaveBeenCalledOnce();
  client.disconnect();
});

test('who leaves a subject before its newest number is known does not begin to watch it', async () => {
  const subjects = slowSubjects();
  using relay = createSubjectRelay({ subjects, bus, log, emit: () => undefined });
  const joining = relay.join('wsp_1', 'mcp');
  relay.leave('wsp_1', 'mcp');
  subjects.read.resolve({ items: [], seq: 0 });
  await joining;
  expect(subjects.onNews.mock.calls.length - subjects.stopNews.mock.calls.length).toBe(0);
});
