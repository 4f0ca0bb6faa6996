import type { Client } from '@temporalio/client';
import type { EventEnvelope } from '../../contracts/events.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { reach } from '../reach.ts';
import { workspaceOfAttributes } from '../search-attributes.ts';
import { createFollowedWorkflow, type FollowDeps, type FollowedWorkflow, type Listener } from './followed-workflow.ts';
import { describeNewest } from './workflow-runs.ts';

export interface WorkflowWatch extends Disposable {
  /**
   * Hands on events as they happen, in order and each once. Begins with those from the moment of the call, or with all
   * of them when nobody watched before; `after` gives what came earlier. Returns the function that ends it.
   */
  subscribe(workflowId: string, listener: Listener): () => void;
  /**
   * Events with `seq` above `after`, oldest first, and the newest number. Answered from memory while the workflow is
   * watched, else derived from its histories. Throws `workflow_not_found` and `service_unavailable`.
   */
  after(workflowId: string, after: number, limit?: number): Promise<{ items: EventEnvelope[]; seq: number }>;
  /** Looks for a new run at once: somebody here has just made one. */
  nudge(workflowId: string): void;
  /** Id of the workspace that a workflow belongs to. Throws `workflow_not_found` when there is none. */
  workspaceOf(workflowId: string): Promise<string>;
  /** For tests and metrics: calls that wait upstream right now, and all that were ever begun. */
  polls(): { open: number; started: number };
}

/** Timelines that nobody watches are kept a while, so that asking again reads only what is new. */
const maxKept = 200;
const maxOwners = 5_000;

/**
 * Progress of workflows from their histories (spec row A3): one long-poll per watched workflow id however many watch
 * it, from the first watcher to the last. It follows new runs and comes back by itself when Temporal was away.
 */
export const createWorkflowWatch = ({ client, log }: Pick<FollowDeps, 'client' | 'log'>): WorkflowWatch => {
  const kept = new Map<string, FollowedWorkflow>();
  const polls = { open: 0, started: 0 };
  const onPoll = (change: 1 | -1): void => {
    polls.open += change;
    if (change === 1) polls.started += 1;
  };

  const follow = (workflowId: string): FollowedWorkflow => {
    const followed = kept.get(workflowId) ?? createFollowedWorkflow(workflowId, { client, log, onPoll });
    kept.delete(workflowId);
    kept.set(workflowId, followed);
    if (kept.size > maxKept) dropOldest(kept, followed);
    return followed;
  };

  return {
    subscribe: (workflowId, listener) => follow(workflowId).subscribe(listener),
    after: async (workflowId, after, limit = 1_000) => {
      const followed = follow(workflowId);
      await followed.refresh();
      const { events } = followed;
      if (events.length === 0) throw fail('workflow_not_found');
      return { items: events.slice(after, after + limit), seq: events.length };
    },
    nudge: (workflowId) => kept.get(workflowId)?.nudge(),
    workspaceOf: createOwnerLookup(client),
    polls: () => ({ ...polls }),
    [Symbol.dispose]: () => {
      for (const followed of kept.values()) followed.stop();
    },
  };
};

const dropOldest = (kept: Map<string, FollowedWorkflow>, butNot: FollowedWorkflow): void => {
  for (const [workflowId, followed] of kept) {
    if (followed === butNot || followed.isWatched()) continue;
    kept.delete(workflowId);
    return;
  }
};

/** The owner of a workflow id never changes, so it is asked for once. */
const createOwnerLookup = (client: Client): WorkflowWatch['workspaceOf'] => {
  const owners = new Map<string, string>();
  return async (workflowId) => {
    const known = owners.get(workflowId);
    if (known !== undefined) return known;
    const description = await reach(client, () => describeNewest(client, workflowId));
    const owner = description && workspaceOfAttributes(description.typedSearchAttributes);
    if (!owner) throw fail('workflow_not_found');
    if (owners.size >= maxOwners) owners.clear();
    owners.set(workflowId, owner);
    return owner;
  };
};
