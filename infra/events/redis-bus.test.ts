import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { EventNotice } from '../../domain/events/event-log.ts';
import { findCommand } from '../ground/find-command.ts';
import { freePort } from '../ground/free-port.ts';
import { createRedisBus } from './redis-bus.ts';

const program = await findCommand('redis-server', process.env);
const log = pino({ level: 'silent' });

const notice = (seq: number): EventNotice => ({
  workspaceId: 'wsp_1',
  event: {
    type: 'document_deleted',
    data: { id: String(seq) },
    timestamp: '2026-11-20T10:00:00.000Z',
    session_id: 'workspace',
    seq,
  },
});

/** A process of the platform, as the bus sees it: what it hears. */
const openProcess = (url: string) => {
  const bus = createRedisBus(url, log);
  onTestFinished(() => bus[Symbol.asyncDispose]());
  const heard: number[] = [];
  bus.subscribe(({ event }) => heard.push(event.seq));
  return { bus, heard };
};

test.skipIf(program === undefined)(
  'what one process says every process hears once and in order, also after Redis was killed and is back',
  async () => {
    const port = await freePort();
    let server: ChildProcess | null = null;
    const start = (): void => {
      server = spawn(program ?? '', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], { stdio: 'ignore' });
    };
    onTestFinished(() => void server?.kill('SIGKILL'));
    const kill = async (): Promise<void> => {
      server?.kill('SIGKILL');
      if (server) await once(server, 'exit');
    };
    start();
    const url = `redis://127.0.0.1:${port}`;
    const [here, there] = [openProcess(url), openProcess(url)];
    let seq = 0;
    /** Notices may be lost while a connection is on its way: the first that arrives says that it is there. */
    const connected = () =>
      vi.waitFor(() => {
        here.bus.publish(notice((seq += 1)));
        expect([here.heard, there.heard].map((heard) => heard.includes(seq - 1))).toEqual([true, true]);
      });
    const wanted = (from: number) => Array.from({ length: 50 }, (_, index) => from + index);
    const allArrive = async (): Promise<void> => {
      await connected();
      const from = seq + 1_000;
      seq = from + 50;
      for (const each of wanted(from)) here.bus.publish(notice(each));
      for (const { heard } of [here, there])
        await vi.waitFor(() => expect(heard.filter((each) => each >= from)).toEqual(wanted(from)));
    };

    await allArrive();
    const stranger = new Redis(url);
    await stranger.publish('throughline:events', 'no JSON');
    await stranger.publish('throughline:events', '{"notices":[{"workspaceId":7}]}');
    stranger.disconnect();
    await allArrive();

    await kill();
    here.bus.publish(notice((seq += 1)));
    start();
    await allArrive();
  },
);
