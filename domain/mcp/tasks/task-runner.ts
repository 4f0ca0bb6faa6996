import { errorTable } from '../../../contracts/errors.ts';
import { fail, Failure, fillIn, isErrorCode } from '../../../contracts/kernel/fail.ts';
import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { Gateway, GatewayCaller } from '../gateway.ts';
import { ParkedCall } from '../parked-call.ts';
import { RpcError } from '../rpc-error.ts';
import type { Exchange, JsonObject } from '../upstream.ts';
import { pause, taskAsks } from './task-asks.ts';
import type { TaskLog } from './task-log.ts';
import type { TaskNews } from './task-news.ts';
import { unfinishedOf } from './task-piece.ts';
import { taskProgress } from './task-progress.ts';
import {
  isOver,
  type JsonSealer,
  type TaskChange,
  type TaskRecord,
  type TaskResults,
  type TaskStore,
} from './task-store.ts';

export interface TaskRef {
  readonly workspaceId: string;
  readonly taskId: string;
}

export interface TaskRunnerDeps {
  readonly store: TaskStore;
  readonly results: TaskResults;
  readonly sealer: JsonSealer;
  readonly news: TaskNews;
  readonly gateway: Pick<Gateway, 'open'>;
  /** Who the task runs as, as of now. Throws `invalid_token` when they may not come in any more. */
  readonly callerOf: (record: TaskRecord) => Promise<GatewayCaller>;
  /** Id of the server when it keeps requests (it runs behind the agent); null for others and for one that is gone. */
  readonly keeperOf: (record: TaskRecord) => Promise<string | null>;
  readonly forget: (serverId: string, keepKey: string) => Promise<void>;
  /** Whether the tool is one of our own, which answer in pieces (`TaskPiece`). */
  readonly isOurs: (record: TaskRecord) => boolean;
  /** Stops what a cancelled task began (`worksOn`), also when its owner may not come in any more. Idempotent. */
  readonly stopWork: (record: TaskRecord) => Promise<void>;
  readonly log: Pick<TaskLog, 'of'>;
  readonly now?: () => Date;
}

export interface RunOptions {
  /** The worker stops, or the task was cancelled. */
  readonly signal: AbortSignal;
}

/** `waiting`: the server asked something and keeps the call meanwhile; run again when it is answered. */
export type RunOutcome = 'over' | 'waiting';

/** Between two pieces of which the first could do nothing: the platform's API is away, mostly. */
const betweenPiecesMs = 1_000;

/** A task may take as long as it takes. */
const longestCallMs = 7 * 24 * 3_600_000;

/** Under which the server's agent keeps the call; a call that is begun anew has another one. */
const keepKeyOf = ({ id, round }: TaskRecord): string => (round === 1 ? id : `${id}.${round}`);

const maxRounds = 5;

export type TaskRunner = ReturnType<typeof taskRunner>;

/**
 * Runs a durable call, in as many pieces as it takes. Behind the agent a call has a key: whoever comes with it again joins the
 * call that runs, or gets its answer, so that it is made once. Elsewhere a call that may have arrived is made again
 * only when the tool says that it may.
 */
export const taskRunner = (deps: TaskRunnerDeps) => {
  const { store } = deps;
  const { failed } = taskEndings(deps);
  const call = taskCall(deps);
  const need = ({ workspaceId, taskId }: TaskRef) => store.find(workspaceId, taskId);
  const nextRound = (record: TaskRecord) => store.change(record.workspaceId, record.id, { round: record.round + 1 });

  /** Where nothing is kept: a call that may have arrived before is another one, if it may be made at all. */
  const begunAnew = async (record: TaskRecord): Promise<TaskRecord | null> => {
    if (record.sentRound < record.round) return record;
    if (record.repeatable && deps.isOurs(record)) return record;
    if (record.repeatable && record.round < maxRounds) return await nextRound(record);
    await failed(record, fail('mcp_call_interrupted', { name: record.serverName }));
    return null;
  };

  const inPieces = async (record: TaskRecord, keeper: string | null, options: RunOptions): Promise<RunOutcome> => {
    for (
      let next: TaskRecord | null = record;
      next && !isOver(next);
      next = await store.find(next.workspaceId, next.id)
    ) {
      const outcome = await call(next, keeper, options);
      if (outcome !== 'unfinished') return outcome;
    }
    return 'over';
  };

  return {
    run: async (ref: TaskRef, options: RunOptions): Promise<RunOutcome> => {
      const found = await need(ref);
      if (!found || isOver(found)) return 'over';
      const keeper = await deps.keeperOf(found);
      let record = keeper === null ? await begunAnew(found) : found;
      while (record) {
        try {
          return await inPieces(record, keeper, options);
        } catch (error) {
          if (options.signal.aborted) throw error;
          const next = afterError(record, keeper, error);
          if (next === 'again') throw error;
          if (next === 'anew' && record.round < maxRounds) record = await nextRound(record);
          else {
            await failed(record, error);
            return 'over';
          }
        }
      }
      return 'over';
    },

    /** Drops what the server's agent keeps of a task that is over; stops the call, or what it began, when that still runs. */
    forgetKept: async (ref: TaskRef): Promise<void> => {
      const record = await need(ref);
      const keeper = record && (await deps.keeperOf(record));
      if (record?.status === 'cancelled' && record.worksOn !== null) await deps.stopWork(record);
      if (!record || keeper === null) return;
      for (let round = 1; round <= record.round; round += 1) await deps.forget(keeper, keepKeyOf({ ...record, round }));
    },

    /** For a call that could not be run however often it was tried. */
    fail: async (ref: TaskRef, { code, details }: { code: string; details: JsonObject }): Promise<void> => {
      const record = await need(ref);
      if (record) await failed(record, isErrorCode(code) ? fail(code, details) : fail('internal'));
    },
  };
};

/** Makes the call, or joins the one that runs. Throws what the call throws. */
const taskCall = (deps: TaskRunnerDeps) => {
  const { store, sealer } = deps;
  const { change, finish } = taskEndings(deps);

  /** Notes what the next piece waits for. A task that was cancelled before it could be noted stops it at once. */
  const between = async (record: TaskRecord, worksOn: string | null, signal: AbortSignal): Promise<'unfinished'> => {
    if (worksOn === record.worksOn) await pause(betweenPiecesMs, signal);
    else if (!(await store.change(record.workspaceId, record.id, { worksOn })))
      await deps.stopWork({ ...record, worksOn });
    return 'unfinished';
  };

  return async (
    record: TaskRecord,
    keeper: string | null,
    { signal }: RunOptions,
  ): Promise<RunOutcome | 'unfinished'> => {
    const sent = await store.change(record.workspaceId, record.id, { sentRound: record.round });
    if (!sent) return 'over';
    const leave = new AbortController();
    const asks = taskAsks(deps, sent, keeper === null ? null : () => leave.abort(new ParkedCall()));
    using progress = taskProgress(sealer, sent, (said) => change(sent, said));
    const exchange: Exchange = {
      signal: AbortSignal.any([signal, leave.signal]),
      timeoutMs: longestCallMs,
      keepKey: keepKeyOf(sent),
      ...(deps.isOurs(sent) && { piece: { taskId: sent.id, worksOn: sent.worksOn } }),
      onProgress: progress.note,
      onLog: progress.say,
      onRequest: (method, params) => asks(method, params, signal),
    };
    const caller = await deps.callerOf(sent);
    using _logged = deps.log.of(sent.correlationId, sent.id, contextOf(sealer, sent));
    const view = deps.gateway.open(caller, { ...(sent.server !== null && { server: sent.server }) });
    const params = { name: sent.tool, arguments: sealer.openText(sent.sealedArguments) };
    try {
      const result = await view.request('tools/call', params, exchange).finally(progress.end);
      const unfinished = exchange.piece ? unfinishedOf(result) : null;
      if (unfinished) return await between(sent, unfinished.worksOn, signal);
      await finish(sent, result);
      return 'over';
    } catch (error) {
      if (leave.signal.aborted && !signal.aborted) return 'waiting';
      throw error;
    }
  };
};

const contextOf = (sealer: JsonSealer, { sealedContext }: TaskRecord): JsonObject | undefined => {
  const opened = sealedContext === null ? undefined : sealer.openText(sealedContext);
  return isObject(opened) ? opened : undefined;
};

const taskEndings = ({ store, results, sealer, news, now = () => new Date() }: TaskRunnerDeps) => {
  const change = async (record: TaskRecord, change: TaskChange): Promise<TaskRecord | null> => {
    const changed = await store.change(record.workspaceId, record.id, change);
    if (changed) await news.announce(changed);
    return changed;
  };
  const end = () => ({ endedAt: now().toISOString(), sealedInputs: null });
  return {
    change,
    finish: async (record: TaskRecord, result: JsonObject): Promise<void> => {
      await results.put(record, sealer.seal(result));
      await change(record, { ...end(), status: 'completed', hasResult: true });
    },
    failed: async (record: TaskRecord, error: unknown): Promise<void> => {
      const reason = reasonOf(error, record.locale);
      await change(record, { ...end(), status: 'failed', error: reason, statusMessage: reason.message });
    },
  };
};

/** Whether the call ends with this error, is tried again as the same one, or is made anew. */
const afterError = ({ repeatable }: TaskRecord, keeper: string | null, error: unknown): 'end' | 'again' | 'anew' => {
  if (error instanceof RpcError) return 'end';
  if (!(error instanceof Failure)) return 'again';
  if (error.code === 'mcp_call_interrupted') return repeatable ? 'anew' : 'end';
  if (!passing.has(error.code)) return 'end';
  // What an agent keeps is never made twice; elsewhere the next try finds out whether it may be.
  return keeper !== null || repeatable ? 'again' : 'end';
};

/** Errors that say nothing about the call itself. */
const passing: ReadonlySet<string> = new Set([
  'mcp_server_unavailable',
  'mcp_server_busy',
  'mcp_server_not_running',
  'agent_unreachable',
  'service_unavailable',
  'rate_limited',
  'internal',
]);

const reasonOf = (error: unknown, locale: 'en' | 'de'): NonNullable<TaskRecord['error']> => {
  if (error instanceof RpcError)
    return { code: 'mcp_call_refused', rpc: error.code, message: error.message.slice(0, 1_000) };
  const { code, details } = error instanceof Failure ? error : fail('internal');
  const { rpc, message } = errorTable[code];
  return { code, rpc, message: fillIn(message[locale], details, locale) };
};
