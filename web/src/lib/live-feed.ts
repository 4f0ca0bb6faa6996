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

export interface Watcher {
  onEvent: (event: EventEnvelope) => void;
  /** Watching began without a known number: what was loaded before may lack something. */
  onStart?: () => void;
}

/**
 * The events of one subject: hands each out once and in order. `ask` answers what came after a number (null: from now
 * on) and is used at the start and whenever a number is missing.
 */
export const createFeed = (ask: (after: number | null) => Promise<CatchUp>) => {
  const watchers = new Set<Watcher>();
  let seq: number | null = null;
  let isCatchingUp = false;
  let waiting: Received[] = [];

  const handOut = (received: Received): void => {
    if (seq !== null && received.seq <= seq) return;
    seq = received.seq;
    if (received.event) for (const watcher of watchers) watcher.onEvent(received.event);
  };

  const take = (received: Received): void => {
    if (isCatchingUp || seq === null) waiting.push(received);
    else if (received.seq > seq + 1) {
      waiting.push(received);
      void catchUp();
    } else handOut(received);
  };

  const adopt = (answer: CatchUp): void => {
    const isStart = seq === null;
    for (const received of answer.events) handOut(received);
    // A long catch-up comes in pages that end before `answer.seq`; without events that is where we are.
    if (answer.events.length === 0) seq = Math.max(seq ?? 0, answer.seq);
    if (isStart) for (const watcher of watchers) watcher.onStart?.();
  };

  /** Asks until nothing is missing, then hands out what arrived meanwhile. */
  const catchUp = async (): Promise<void> => {
    if (isCatchingUp) return;
    isCatchingUp = true;
    try {
      for (let isBehind = true; isBehind;) {
        const before = seq;
        const answer = await ask(before);
        adopt(answer);
        isBehind = seq !== before && (seq ?? 0) < answer.seq;
      }
    } catch {
      // The socket broke or the server refused: what is missing comes with the next reconnect or poll.
      waiting = [];
    }
    isCatchingUp = false;
    const arrived = waiting.toSorted((a, b) => a.seq - b.seq);
    waiting = [];
    for (const received of arrived) take(received);
  };

  return { watchers, take, catchUp };
};

export type Feed = ReturnType<typeof createFeed>;
