import type { Client } from '@temporalio/client';
import type { EventEnvelope } from '../../contracts/events.ts';
import { reach } from '../reach.ts';
import { createPause } from './pause.ts';
import { createTimeline } from './timeline.ts';
import { describeNewest, isGone, listRuns, readHistory, readHistoryPage } from './workflow-runs.ts';

export type Listener = (events: readonly EventEnvelope[]) => void;

export interface FollowDeps {
  client: Client;
  log: { debug(fields: object, message: string): void };
  /** Told when a call that waits upstream begins and ends. */
  onPoll: (change: 1 | -1) => void;
}

export interface FollowedWorkflow {
  readonly events: readonly EventEnvelope[];
  isWatched(): boolean;
  /** Brings the events up to now; at once while a poll keeps them so. */
  refresh(): Promise<void>;
  /** Polls from the first listener to the last. Returns the function that ends it. */
  subscribe(listener: Listener): () => void;
  /** Looks for a new run at once. */
  nudge(): void;
  stop(): void;
}

/** The server answers a poll without news after about 20 s. */
const pollTimeoutMs = 60_000;
/** A reading that takes longer goes on where it stopped when it is asked again. */
const readTimeoutMs = 10_000;
const backoff = { firstMs: 200, maxMs: 5_000 };
/** A run that is over may be followed by another; nothing announces that, so the newest run is looked up. */
const newRunCheck = { firstMs: 1_000, maxMs: 5_000 };

/** The timeline of one workflow id, and the one poll that keeps it up to date while somebody listens. */
export const createFollowedWorkflow = (workflowId: string, { client, log, onPoll }: FollowDeps): FollowedWorkflow => {
  const listeners = new Set<Listener>();
  const upToNow = createReader(client, workflowId, (events) => {
    for (const listener of listeners) {
      try {
        listener(events);
      } catch (error) {
        log.debug({ err: error, workflowId }, 'a watcher of a workflow failed');
      }
    }
  });
  const pause = createPause();
  let poll: AbortController | null = null;
  let isLive = false;

  const stop = (): void => {
    poll?.abort();
    poll = null;
    isLive = false;
  };

  const keepPolling = async (signal: AbortSignal): Promise<void> => {
    let failures = 0;
    let quietChecks = 0;
    while (!signal.aborted) {
      try {
        const openRun = await upToNow.read();
        if (signal.aborted) return;
        isLive = true;
        failures = 0;
        if (openRun) {
          quietChecks = 0;
          await pollRun({ client, onPoll, signal }, { workflowId, runId: openRun }, upToNow.add);
        } else await pause.wait(newRunCheck, quietChecks++, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!isGone(error)) log.debug({ err: error, workflowId }, 'watching a workflow goes on soon');
        await pause.wait(backoff, failures++, signal);
      }
    }
  };

  return {
    events: upToNow.events,
    isWatched: () => listeners.size > 0,
    refresh: async () => {
      if (!isLive) await upToNow.read();
    },
    subscribe: (listener) => {
      const own: Listener = (events) => listener(events);
      listeners.add(own);
      if (!poll) {
        poll = new AbortController();
        void keepPolling(poll.signal);
      }
      return () => {
        if (listeners.delete(own) && listeners.size === 0) stop();
      };
    },
    nudge: () => pause.wake(),
    stop,
  };
};

/** Reads the runs of a workflow id, oldest first; readings that are asked for at the same time are one. */
const createReader = (client: Client, workflowId: string, onNew: Listener) => {
  const timeline = createTimeline(workflowId);
  /** Runs that are over and read whole. */
  const finished = new Set<string>();
  let reading: Promise<string | null> | null = null;

  const add = (runId: string, history: Parameters<typeof timeline.add>[1], isOver: boolean): void => {
    const events = timeline.add(runId, history);
    if (isOver) finished.add(runId);
    if (events.length > 0) onNew(events);
  };

  const readRuns = async (): Promise<string | null> => {
    const newest = await describeNewest(client, workflowId);
    if (!newest || finished.has(newest.runId)) return null;
    const runs = timeline.has(newest.runId) ? [newest.runId] : await listRuns(client, workflowId);
    const lastKnown = runs.findLastIndex((runId) => timeline.has(runId));
    for (const runId of runs.slice(Math.max(lastKnown, 0))) {
      if (finished.has(runId)) continue;
      const isOver = runId !== newest.runId || newest.status.name !== 'RUNNING';
      add(runId, await readHistory(client, { workflowId, runId }), isOver);
    }
    return finished.has(newest.runId) ? null : newest.runId;
  };

  return {
    events: timeline.events,
    add,
    /** Answers the open run, or null when the newest run is over or there is none. */
    read: (): Promise<string | null> =>
      (reading ??= reach(client, readRuns, readTimeoutMs).finally(() => {
        reading = null;
      })),
  };
};

type Reader = ReturnType<typeof createReader>;
type Poll = Pick<FollowDeps, 'client' | 'onPoll'> & { signal: AbortSignal };

/** Waits for what happens in an open run until it is over. */
const pollRun = async (
  { client, onPoll, signal }: Poll,
  run: { workflowId: string; runId: string },
  add: Reader['add'],
): Promise<void> => {
  let nextPageToken: Uint8Array | null = null;
  do {
    const from: Uint8Array | null = nextPageToken;
    const ask = (): ReturnType<typeof readHistoryPage> =>
      readHistoryPage(client, run, { wait: true, nextPageToken: from });
    onPoll(1);
    try {
      const page = await client.withAbortSignal(signal, () => client.withDeadline(Date.now() + pollTimeoutMs, ask));
      ({ nextPageToken } = page);
      add(run.runId, page.events, nextPageToken === null);
    } finally {
      onPoll(-1);
    }
  } while (nextPageToken && !signal.aborted);
};
