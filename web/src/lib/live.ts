import { createFeed, type CatchUp, type Feed, type Received, type Watcher } from './live-feed.ts';

/** The socket, as `live` needs it. */
export interface LiveConnection {
  /** Watches a subject; with `after`, answers what was missed. Rejects when the server refuses or does not answer. */
  join: (subject: string, after?: number) => Promise<CatchUp>;
  leave: (subject: string) => void;
  onEvent: (listener: (received: Received) => void) => void;
  onState: (listener: (state: 'up' | 'down') => void) => void;
  close: () => void;
}

export interface LiveOptions {
  connection: LiveConnection;
  /** The same log over REST, for when the socket is down. */
  read: (subject: string, after: number) => Promise<CatchUp>;
  pollEveryMs: number;
  /** How long the socket may be away before it is said, and before asking begins. */
  pausedAfterMs: number;
}

export type LiveStatus = 'live' | 'paused';

/** Keeps subjects live over one connection; asks over REST while the connection is down. */
export const createLive = ({ connection, read, pollEveryMs, pausedAfterMs }: LiveOptions) => {
  const feeds = new Map<string, Feed>();
  const fallback = createFallback({ pollEveryMs, pausedAfterMs, poll: () => catchUpAll() });
  let isUp = false;

  const ask = (subject: string) => (after: number | null) =>
    isUp ? connection.join(subject, after ?? undefined) : readAfter(subject, after);

  /** Without a known number the old events are of no use: only where the log ends is. */
  const readAfter = async (subject: string, after: number | null): Promise<CatchUp> => {
    if (after !== null) return read(subject, after);
    const { seq } = await read(subject, Number.MAX_SAFE_INTEGER);
    return { events: [], seq };
  };

  const catchUpAll = () => Promise.all([...feeds.values()].map((feed) => feed.catchUp()));

  connection.onEvent((received) => feeds.get(received.subject)?.take(received));
  connection.onState((state) => {
    isUp = state === 'up';
    if (!isUp) return fallback.start();
    fallback.stop();
    void catchUpAll();
  });
  if (!isUp) fallback.start();

  const open = (subject: string): Feed => {
    const feed = createFeed(ask(subject));
    feeds.set(subject, feed);
    if (isUp) queueMicrotask(() => void feed.catchUp());
    return feed;
  };

  return {
    /** Watches a subject until the returned function is called. Several watchers of a subject share one join. */
    watch: (subject: string, watcher: Watcher): (() => void) => {
      const feed = feeds.get(subject) ?? open(subject);
      feed.watchers.add(watcher);
      return () => {
        feed.watchers.delete(watcher);
        if (feed.watchers.size > 0 || feeds.get(subject) !== feed) return;
        feeds.delete(subject);
        if (isUp) connection.leave(subject);
      };
    },
    status: fallback.status,
    onStatus: fallback.onStatus,
    close: (): void => {
      fallback.stop();
      feeds.clear();
      connection.close();
    },
  };
};

export type Live = ReturnType<typeof createLive>;

interface FallbackOptions {
  pollEveryMs: number;
  pausedAfterMs: number;
  poll: () => Promise<unknown>;
}

/** Asks again and again while the connection is away for longer than a moment, and says so. */
const createFallback = ({ pollEveryMs, pausedAfterMs, poll }: FallbackOptions) => {
  const listeners = new Set<() => void>();
  let status: LiveStatus = 'live';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (next: LiveStatus): void => {
    if (status === next) return;
    status = next;
    for (const listener of listeners) listener();
  };
  const run = async (): Promise<void> => {
    set('paused');
    const mine = timer;
    await poll();
    if (timer === mine) timer = setTimeout(() => void run(), pollEveryMs);
  };
  return {
    start: (): void => {
      timer ??= setTimeout(() => void run(), pausedAfterMs);
    },
    stop: (): void => {
      clearTimeout(timer);
      timer = undefined;
      set('live');
    },
    status: (): LiveStatus => status,
    onStatus: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
