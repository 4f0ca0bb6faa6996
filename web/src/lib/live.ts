import type { EventEnvelope } from '../../../contracts/events.ts';

/** What came in on a subject: an event of a type this version knows, or only its number. */
export interface Received {
  subject: string;
  seq: number;
  event: EventEnvelope | null;
}

export interface CatchUp {
  events: readonly Received[];
  /** The newest number of the subject. */
  seq: number;
}

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
  /** How long the socket may be away before it is said. */
  pausedAfterMs: number;
}

export interface Watcher {
  onEvent: (event: EventEnvelope) => void;
  /** Watching began without a known number: what was loaded before may lack something. */
  onStart?: () => void;
}

export type LiveStatus = 'live' | 'paused';

interface Watched {
  readonly subject: string;
  readonly watchers: Set<Watcher>;
  /** Newest number handed out; null until the first answer. */
  seq: number | null;
  catchingUp: boolean;
  /** Arrived while catching up. */
  waiting: Received[];
}

/**
 * Keeps subjects live: hands each event out once and in order, catches up after a gap or a reconnect, and asks over
 * REST while the socket is down.
 */
export const createLive = ({ connection, read, pollEveryMs, pausedAfterMs }: LiveOptions) => {
  const subjects = new Map<string, Watched>();
  const statusListeners = new Set<() => void>();
  let isUp = false;
  let status: LiveStatus = 'live';
  let pollTimer: ReturnType<typeof setTimeout> | undefined;
  let pausedTimer: ReturnType<typeof setTimeout> | undefined;

  const setStatus = (next: LiveStatus): void => {
    if (status === next) return;
    status = next;
    for (const listener of statusListeners) listener();
  };

  const handOut = (watched: Watched, { seq, event }: Received): void => {
    if (watched.seq !== null && seq <= watched.seq) return;
    watched.seq = seq;
    if (event) for (const watcher of watched.watchers) watcher.onEvent(event);
  };

  const take = (watched: Watched, received: Received): void => {
    if (watched.catchingUp || watched.seq === null) {
      watched.waiting.push(received);
      return;
    }
    if (received.seq > watched.seq + 1) {
      watched.waiting.push(received);
      void catchUp(watched);
      return;
    }
    handOut(watched, received);
  };

  const adopt = (watched: Watched, { events, seq }: CatchUp): void => {
    const isStart = watched.seq === null;
    for (const received of events) handOut(watched, received);
    // A page of a long catch-up ends before `seq`; without events, `seq` is where we are.
    if (events.length === 0 && seq > (watched.seq ?? -1)) watched.seq = seq;
    watched.seq ??= seq;
    if (isStart) for (const watcher of watched.watchers) watcher.onStart?.();
  };

  /** Asks until nothing is missing, then hands out what arrived meanwhile. */
  const catchUp = async (watched: Watched): Promise<void> => {
    if (watched.catchingUp) return;
    watched.catchingUp = true;
    try {
      for (let newest = Infinity; subjects.get(watched.subject) === watched && (watched.seq ?? -1) < newest; ) {
        const before = watched.seq;
        const answer = await ask(watched);
        adopt(watched, answer);
        newest = answer.seq;
        if (watched.seq === before) break;
      }
      watched.catchingUp = false;
      const waiting = watched.waiting.toSorted((a, b) => a.seq - b.seq);
      watched.waiting = [];
      for (const received of waiting) take(watched, received);
    } catch {
      // The socket broke or the server refused: what is missing comes with the next reconnect or poll.
      watched.catchingUp = false;
      watched.waiting = [];
    }
  };

  const ask = (watched: Watched): Promise<CatchUp> =>
    isUp ? connection.join(watched.subject, watched.seq ?? undefined) : readFrom(watched);

  /** Without a known number the old events are of no use: only where the log ends is. */
  const readFrom = async ({ subject, seq }: Watched): Promise<CatchUp> => {
    const answer = await read(subject, seq ?? Number.MAX_SAFE_INTEGER);
    return seq === null ? { events: [], seq: answer.seq } : answer;
  };

  const poll = async (): Promise<void> => {
    await Promise.all([...subjects.values()].map(catchUp));
    if (!isUp) pollTimer = setTimeout(() => void poll(), pollEveryMs);
  };

  const goDown = (): void => {
    isUp = false;
    pausedTimer ??= setTimeout(() => {
      setStatus('paused');
      void poll();
    }, pausedAfterMs);
  };

  connection.onEvent((received) => {
    const watched = subjects.get(received.subject);
    if (watched) take(watched, received);
  });
  connection.onState((state) => {
    if (state === 'down') return goDown();
    isUp = true;
    clearTimeout(pollTimer);
    clearTimeout(pausedTimer);
    pausedTimer = undefined;
    setStatus('live');
    for (const watched of subjects.values()) void catchUp(watched);
  });
  goDown();

  return {
    /** Watches a subject until the returned function is called. Several watchers of a subject share one join. */
    watch: (subject: string, watcher: Watcher): (() => void) => {
      const watched = subjects.get(subject) ?? { subject, watchers: new Set(), seq: null, catchingUp: false, waiting: [] };
      watched.watchers.add(watcher);
      if (!subjects.has(subject)) {
        subjects.set(subject, watched);
        if (isUp) void catchUp(watched);
      }
      return () => {
        watched.watchers.delete(watcher);
        if (watched.watchers.size > 0 || subjects.get(subject) !== watched) return;
        subjects.delete(subject);
        if (isUp) connection.leave(subject);
      };
    },
    status: (): LiveStatus => status,
    onStatus: (listener: () => void): (() => void) => {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    close: (): void => {
      clearTimeout(pollTimer);
      clearTimeout(pausedTimer);
      subjects.clear();
      connection.close();
    },
  };
};

export type Live = ReturnType<typeof createLive>;
