import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { EventEnvelope } from '../../contracts/events.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { reach } from '../reach.ts';
import { workspaceOfAttributes } from '../search-attributes.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { describeNewest, isGone, listRuns, readHistory, readHistoryPage } from './workflow-runs.ts';

export interface WorkflowWatchDeps {
  client: Client;
  log: { debug(fields: object, message: string): void };
}

type Listener = (events: readonly EventEnvelope[]) => void;

interface Watched {
  readonly workflowId: string;
  readonly timeline: Timeline;
  /** Runs that are over and read whole. */
  readonly finished: Set<string>;
  readonly listeners: Set<Listener>;
  reading: Promise<string | null> | null;
  /** Whether the timeline is kept up to date by the poll. */
  live: boolean;
  poll: AbortController | null;
  wake: AbortController;
}

/** The server answers a poll without news after about 20 s. */
const pollTimeoutMs = 60_000;
/** A reading that takes longer goes on where it stopped when it is asked again. */
const readTimeoutMs = 10_000;
const backoff = { firstMs: 200, maxMs: 5_000 };
/** A run that is over may be followed by another; nothing announces that, so the newest run is looked up. */
const newRunCheck = { firstMs: 1_000, maxMs: 5_000 };
const maxKept = 200;
const maxOwners = 5_000;

export type WorkflowWatch = ReturnType<typeof createWorkflowWatch>;

/**
 * Progress of workflows from their histories (spec row A3): one long-poll per watched workflow id however many watch
 * it, from the first watcher to the last. It follows new runs and comes back by itself when Temporal was away.
 */
export const createWorkflowWatch = ({ client, log }: WorkflowWatchDeps) => {
  const kept = new Map<string, Watched>();
  const owners = new Map<string, string>();
  let openPolls = 0;
  let startedPolls = 0;

  const entryOf = (workflowId: string): Watched => {
    const entry = kept.get(workflowId) ?? newEntry(workflowId);
    kept.delete(workflowId);
    kept.set(workflowId, entry);
    if (kept.size > maxKept) dropOldest(kept, entry);
    return entry;
  };

  const add = (entry: Watched, runId: string, history: Parameters<Timeline['add']>[1]): void => {
    const events = entry.timeline.add(runId, history);
    if (events.length === 0) return;
    for (const listener of entry.listeners) {
      try {
        listener(events);
      } catch (error) {
        log.debug({ err: error, workflowId: entry.workflowId }, 'a watcher of a workflow failed');
      }
    }
  };

  /** Reads everything up to now. Answers the open run, or null when the newest run is over or there is none. */
  const readUpToNow = async (entry: Watched): Promise<string | null> => {
    const { workflowId, timeline, finished } = entry;
    const newest = await describeNewest(client, workflowId);
    if (!newest || finished.has(newest.runId)) return null;
    const runs = timeline.has(newest.runId) ? [newest.runId] : await listRuns(client, workflowId);
    const lastKnown = runs.findLastIndex((runId) => timeline.has(runId));
    for (const runId of runs.slice(Math.max(lastKnown, 0))) {
      if (finished.has(runId)) continue;
      add(entry, runId, await readHistory(client, { workflowId, runId }));
      if (runId !== newest.runId || newest.status.name !== 'RUNNING') finished.add(runId);
    }
    return finished.has(newest.runId) ? null : newest.runId;
  };

  const refresh = (entry: Watched): Promise<string | null> =>
    (entry.reading ??= reach(client, () => readUpToNow(entry), readTimeoutMs).finally(() => {
      entry.reading = null;
    }));

  /** The one upstream poll of a watched workflow, until its run is over. */
  const pollRun = async (entry: Watched, runId: string, signal: AbortSignal, onAnswer: () => void): Promise<void> => {
    let nextPageToken: Uint8Array | null = null;
    do {
      startedPolls += 1;
      openPolls += 1;
      try {
        const page: Awaited<ReturnType<typeof readHistoryPage>> = await client.withAbortSignal(signal, () =>
          client.withDeadline(Date.now() + pollTimeoutMs, () =>
            readHistoryPage(client, { workflowId: entry.workflowId, runId }, { wait: true, nextPageToken }),
          ),
        );
        onAnswer();
        add(entry, runId, page.events);
        ({ nextPageToken } = page);
      } finally {
        openPolls -= 1;
      }
    } while (nextPageToken && !signal.aborted);
    if (!signal.aborted) entry.finished.add(runId);
  };

  const keepPolling = async (entry: Watched, signal: AbortSignal): Promise<void> => {
    let failures = 0;
    let quietChecks = 0;
    while (!signal.aborted) {
      try {
        const openRun = await refresh(entry);
        if (signal.aborted) return;
        failures = 0;
        entry.live = true;
        if (openRun) {
          quietChecks = 0;
          await pollRun(entry, openRun, signal, () => (failures = 0));
        } else await pause(entry, signal, newRunCheck, quietChecks++);
      } catch (error) {
        if (signal.aborted) return;
        if (!isGone(error)) log.debug({ err: error, workflowId: entry.workflowId }, 'watching a workflow goes on soon');
        await pause(entry, signal, backoff, failures++);
      }
    }
  };

  const begin = (entry: Watched): void => {
    const poll = new AbortController();
    entry.poll = poll;
    void keepPolling(entry, poll.signal);
  };

  const end = (entry: Watched): void => {
    entry.poll?.abort();
    entry.poll = null;
    entry.live = false;
  };

  return {
    /**
     * Hands on events as they happen, in order and each once. Begins with those from the moment of the call, or with all
     * of them when nobody watched before; `after` gives what came earlier. Returns the function that ends it.
     */
    subscribe: (workflowId: string, listener: Listener): (() => void) => {
      const entry = entryOf(workflowId);
      const own: Listener = (events) => listener(events);
      entry.listeners.add(own);
      if (!entry.poll) begin(entry);
      return () => {
        if (entry.listeners.delete(own) && entry.listeners.size === 0) end(entry);
      };
    },

    /**
     * Events with `seq` above `after`, oldest first, and the newest number. Answered from memory while the workflow is
     * watched, else derived from its histories. Throws `workflow_not_found` and `service_unavailable`.
     */
    after: async (
      workflowId: string,
      after: number,
      limit = 1_000,
    ): Promise<{ items: EventEnvelope[]; seq: number }> => {
      const entry = entryOf(workflowId);
      if (!entry.live) await refresh(entry);
      const { events } = entry.timeline;
      if (events.length === 0) throw fail('workflow_not_found');
      return { items: events.slice(after, after + limit), seq: events.length };
    },

    /** Looks for a new run at once: somebody here has just made one. */
    nudge: (workflowId: string): void => kept.get(workflowId)?.wake.abort(),

    /** Id of the workspace that a workflow belongs to. Throws `workflow_not_found` when there is none. */
    workspaceOf: async (workflowId: string): Promise<string> => {
      const known = owners.get(workflowId);
      if (known !== undefined) return known;
      const description = await reach(client, () => describeNewest(client, workflowId));
      const owner = description && workspaceOfAttributes(description.typedSearchAttributes);
      if (!owner) throw fail('workflow_not_found');
      if (owners.size >= maxOwners) owners.clear();
      owners.set(workflowId, owner);
      return owner;
    },

    /** For tests and metrics: calls that wait upstream right now, and all that were ever begun. */
    polls: () => ({ open: openPolls, started: startedPolls }),

    [Symbol.dispose]: () => {
      for (const entry of kept.values()) end(entry);
    },
  };
};

const newEntry = (workflowId: string): Watched => ({
  workflowId,
  timeline: createTimeline(workflowId),
  finished: new Set(),
  listeners: new Set(),
  reading: null,
  live: false,
  poll: null,
  wake: new AbortController(),
});

/** Timelines that nobody watches are kept a while, so that asking again reads only what is new. */
const dropOldest = (kept: Map<string, Watched>, butNot: Watched): void => {
  const oldest = kept.values().find((each) => each !== butNot && each.listeners.size === 0);
  if (oldest) kept.delete(oldest.workflowId);
};

/** Waits longer each time, up to a bound, with jitter so that many watchers do not come back at once. */
const pause = async (
  entry: Watched,
  signal: AbortSignal,
  { firstMs, maxMs }: { firstMs: number; maxMs: number },
  round: number,
): Promise<void> => {
  entry.wake = new AbortController();
  const fullMs = Math.min(maxMs, firstMs * 2 ** Math.min(round, 16));
  const delayMs = fullMs * (0.5 + Math.random() / 2);
  await wait(delayMs, undefined, { signal: AbortSignal.any([signal, entry.wake.signal]) }).catch(() => undefined);
};
