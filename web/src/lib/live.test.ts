import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventEnvelope } from '../../../contracts/events.ts';
import type { CatchUp, Received } from './live-feed.ts';
import { createLive, type LiveConnection, type LiveOptions } from './live.ts';

const event = (seq: number): EventEnvelope => ({
  type: 'catalog_changed',
  data: { productCount: seq },
  timestamp: '2026-11-20T10:00:00Z',
  session_id: 'workspace',
  seq,
});
const received = (seq: number): Received => ({ subject: 'workspace', seq, event: event(seq) });

/** A server with a log; the socket in front of it can go away. */
const createServer = (length: number) => {
  const log = Array.from({ length }, (_, index) => received(index + 1));
  const joins: (number | undefined)[] = [];
  let onEvent = (_: Received): void => undefined;
  let onState = (_: 'up' | 'down'): void => undefined;
  const after = (seq: number, pageSize = 500): CatchUp => ({
    events: log.filter((each) => each.seq > seq).slice(0, pageSize),
    seq: log.length,
  });
  const connection: LiveConnection = {
    join: async (_, seq) => {
      joins.push(seq);
      return seq === undefined ? { events: [], seq: log.length } : after(seq, 2);
    },
    leave: vi.fn<LiveConnection['leave']>(),
    onEvent: (listener) => {
      onEvent = listener;
    },
    onState: (listener) => {
      onState = listener;
    },
    close: vi.fn<() => void>(),
  };
  return {
    connection,
    joins,
    read: vi.fn<LiveOptions['read']>(async (_: string, seq: number) => after(seq)),
    /** Adds to the log; `isLost` keeps it from the socket. */
    append: (isLost = false) => {
      const next = received(log.length + 1);
      log.push(next);
      if (!isLost) onEvent(next);
    },
    send: (seq: number) => onEvent(received(seq)),
    go: (state: 'up' | 'down') => onState(state),
  };
};

const watch = (server: ReturnType<typeof createServer>) => {
  const seen: number[] = [];
  const onStart = vi.fn<() => void>();
  const live = createLive({ connection: server.connection, read: server.read, pollEveryMs: 3000, pausedAfterMs: 4000 });
  const stop = live.watch('workspace', { onEvent: ({ seq }) => seen.push(seq), onStart });
  return { live, seen, onStart, stop };
};
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('live', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hands out what happens after the join, once, and tells that watching began', async () => {
    const server = createServer(7);
    const { seen, onStart } = watch(server);
    server.go('up');
    await settle();
    server.append();
    server.send(8);
    server.append();
    expect(seen).toEqual([8, 9]);
    expect(onStart).toHaveBeenCalledTimes(1);
    expect(server.joins).toEqual([undefined]);
  });

  it('closes a gap from the log, page by page, before it hands out what came after it', async () => {
    const server = createServer(3);
    const { seen } = watch(server);
    server.go('up');
    await settle();
    for (const isLost of [true, true, true, false]) server.append(isLost);
    expect(seen).toEqual([]);
    await settle();
    expect(seen).toEqual([4, 5, 6, 7]);
    expect(server.joins).toEqual([undefined, 3, 5]);
  });

  it('joins again after a reconnect with the number it has, and starts only once', async () => {
    const server = createServer(1);
    const { seen, onStart } = watch(server);
    server.go('up');
    await settle();
    server.go('down');
    server.append(true);
    server.append(true);
    server.go('up');
    await settle();
    expect(seen).toEqual([2, 3]);
    expect(onStart).toHaveBeenCalledTimes(1);
  });

  it('keeps events that arrive before the answer to the join', async () => {
    const server = createServer(2);
    const { seen } = watch(server);
    server.go('up');
    server.append();
    server.append();
    await settle();
    server.append();
    expect(seen.at(-1)).toBe(5);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('says that it is paused and asks over REST while the socket is away, without old events', async () => {
    const server = createServer(5);
    const { live, seen, onStart } = watch(server);
    await vi.advanceTimersByTimeAsync(3999);
    expect(live.status()).toBe('live');
    await vi.advanceTimersByTimeAsync(1);
    expect(live.status()).toBe('paused');
    expect(onStart).toHaveBeenCalledTimes(1);
    expect(seen).toEqual([]);
    server.append(true);
    await vi.advanceTimersByTimeAsync(3000);
    expect(seen).toEqual([6]);
    server.go('up');
    await settle();
    expect(live.status()).toBe('live');
    const asked = server.read.mock.calls.length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.read).toHaveBeenCalledTimes(asked);
  });

  it('goes on asking after an answer that failed', async () => {
    const server = createServer(1);
    server.read.mockRejectedValueOnce(new Error('unreachable'));
    const { onStart } = watch(server);
    await vi.advanceTimersByTimeAsync(4000);
    expect(onStart).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(3000);
    expect(onStart).toHaveBeenCalledTimes(1);
  });

  it('shares one join between watchers and leaves with the last one', async () => {
    const server = createServer(1);
    const { live, stop } = watch(server);
    const stopOther = live.watch('workspace', { onEvent: () => undefined });
    server.go('up');
    await settle();
    expect(server.joins).toHaveLength(1);
    stop();
    expect(server.connection.leave).not.toHaveBeenCalled();
    stopOther();
    expect(server.connection.leave).toHaveBeenCalledWith('workspace');
  });
});
