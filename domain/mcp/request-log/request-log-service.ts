import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpLogAnalytics, McpLogDetail } from '../../../contracts/mcp-calls.ts';
import { analyseLog } from './log-analytics.ts';
import type { LogFilter, LogRecord, RequestLogStore } from './request-log-store.ts';

const defaultSpanMs = 24 * 3_600_000;
/** Requests that a chart looks at, newest first: bounds time and memory of one question. */
const maxPoints = 100_000;

export type RequestLogService = ReturnType<typeof requestLogService>;

export interface RequestLogServiceDeps {
  readonly store: RequestLogStore;
  readonly now?: () => Date;
  readonly mostPoints?: number;
}

/** The request log as people see it (spec row C7). */
export const requestLogService = ({
  store,
  now = () => new Date(),
  mostPoints = maxPoints,
}: RequestLogServiceDeps) => ({
  list: (workspaceId: string, filter: LogFilter & { cursor?: string | undefined; limit: number }) =>
    store.list(workspaceId, filter),

  /** Throws `mcp_log_entry_not_found`. */
  get: async (workspaceId: string, entryId: string): Promise<McpLogDetail> => {
    const record = await store.find(workspaceId, entryId);
    if (!record) throw fail('mcp_log_entry_not_found', { entryId });
    return toDetail(record);
  },

  /** The last day when no span is given. */
  analytics: async (workspaceId: string, filter: LogFilter): Promise<McpLogAnalytics> => {
    const to = filter.to ?? now().toISOString();
    const from = filter.from ?? new Date(Date.parse(to) - defaultSpanMs).toISOString();
    if (from > to) throw fail('validation_error', { issues: [{ path: 'query.from', message: 'must be before "to"' }] });
    const points = await store.points(workspaceId, { ...filter, from, to }, mostPoints);
    const oldest = points.length < mostPoints ? undefined : points.at(-1);
    const countedFrom = oldest ? new Date(oldest.atMs).toISOString() : null;
    return { ...analyseLog(points, Date.parse(from), Date.parse(to)), countedFrom };
  },

  /**
   * What to send again. Whoever may not read the log finds their own requests alone. Throws `mcp_log_entry_not_found`,
   * `mcp_log_entry_not_replayable`.
   */
  replay: async (
    identity: Identity,
    entryId: string,
  ): Promise<{ target: string; serverName: string | null; arguments: Record<string, unknown> }> => {
    const record = await store.find(identity.workspaceId, entryId);
    const maySee = record?.caller.id === identity.id || identity.permissions.has('mcp-log:read');
    if (!record || !maySee) throw fail('mcp_log_entry_not_found', { entryId });
    const reason = whyNotReplayable(record);
    const given: unknown = reason === null ? JSON.parse(record.argumentsJson) : null;
    if (reason !== null || record.target === null)
      throw fail('mcp_log_entry_not_replayable', { reason: reason ?? 'it names no tool' });
    return { target: record.target, serverName: record.serverName, arguments: isObject(given) ? given : {} };
  },
});

const whyNotReplayable = ({ method, target, redacted, argumentsTruncated }: LogRecord): string | null => {
  if (method !== 'tools/call' || target === null) return 'it is not a tool call';
  if (redacted) return 'its arguments held something secret or personal, which is not kept';
  return argumentsTruncated ? 'its arguments were too large to be kept whole' : null;
};

const toDetail = (record: LogRecord): McpLogDetail => {
  const { workspaceId: _workspace, argumentsJson, resultJson, contextJson, ...entry } = record;
  const { redacted: _redacted, argumentsTruncated: _truncated, ...shown } = entry;
  return {
    ...shown,
    arguments: JSON.parse(argumentsJson),
    result: JSON.parse(resultJson),
    context: contextJson === null ? null : JSON.parse(contextJson),
    replayable: whyNotReplayable(record) === null,
  };
};
