import type { McpLogAnalytics } from '../../../contracts/mcp-calls.ts';
import type { LogPoint } from './request-log-store.ts';

const minuteMs = 60_000;
const widthsMs = [1, 5, 15, 60, 180, 360, 1_440, 10_080].map((minutes) => minutes * minuteMs);
const maxBuckets = 60;
const maxNames = 50;

/** Width of a bucket so that a span has at most 60: minutes, hours, days or weeks, counted from 1970 in UTC. */
export const bucketWidthMs = (fromMs: number, toMs: number): number =>
  widthsMs.find((width) => (toMs - fromMs) / width <= maxBuckets - 1) ?? Math.ceil((toMs - fromMs) / (maxBuckets - 1));

/** Counts, errors and durations over time and by name (spec row C7). A cancelled request is no error. */
export const analyseLog = (
  points: readonly LogPoint[],
  fromMs: number,
  toMs: number,
): Omit<McpLogAnalytics, 'countedFrom'> => {
  const widthMs = bucketWidthMs(fromMs, toMs);
  const startOf = (atMs: number): number => Math.floor(atMs / widthMs) * widthMs;
  const byTime = new Map<number, LogPoint[]>();
  for (let at = startOf(fromMs); at <= toMs; at += widthMs) byTime.set(at, []);
  for (const point of points) byTime.get(startOf(point.atMs))?.push(point);
  return {
    buckets: [...byTime].map(([at, inside]) => ({ at: new Date(at).toISOString(), ...figures(inside) })),
    servers: byName(points, ({ serverName }) => serverName),
    targets: byName(points, ({ target }) => target),
  };
};

const byName = (points: readonly LogPoint[], nameOf: (point: LogPoint) => string | null) => {
  const groups = Map.groupBy(points, (point) => nameOf(point) ?? '');
  groups.delete('');
  return [...groups]
    .map(([name, inside]) => {
      const { calls, errors, p95Ms } = figures(inside);
      return { name, calls, errors, p95Ms };
    })
    .toSorted((a, b) => b.calls - a.calls || a.name.localeCompare(b.name))
    .slice(0, maxNames);
};

const figures = (points: readonly LogPoint[]) => {
  const durations = points.map(({ durationMs }) => durationMs).toSorted((a, b) => a - b);
  return {
    calls: points.length,
    errors: points.filter(({ outcome }) => outcome === 'error' || outcome === 'tool_error').length,
    p50Ms: nearestRank(durations, 0.5),
    p95Ms: nearestRank(durations, 0.95),
  };
};

/** The smallest value that at least that part of the values does not exceed; 0 of none. */
const nearestRank = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
