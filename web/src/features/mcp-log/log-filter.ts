import { McpLogEntry } from '../../../../contracts/mcp-calls.ts';

/** Time ranges that can be chosen; empty: all that is kept. */
export const ranges = ['1h', '24h', '7d', '30d'] as const;
export type Range = (typeof ranges)[number];

/** What the log page shows. Empty texts are no filter. */
export interface LogFilter {
  search: string;
  server: string;
  target: string;
  caller: string;
  outcome: McpLogEntry['outcome'] | '';
  range: Range | '';
}

export const noFilter: LogFilter = { search: '', server: '', target: '', caller: '', outcome: '', range: '24h' };

const rangeMs: Readonly<Record<Range, number>> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
};
/** So that a query stays the same query while somebody looks. */
const roundMs = 60_000;

/** The filter that an address holds; what is not known is left out. */
export const filterOf = (params: URLSearchParams): LogFilter => {
  const outcome = McpLogEntry.shape.outcome.safeParse(params.get('outcome'));
  const asked = params.get('range');
  return {
    search: params.get('search') ?? '',
    server: params.get('server') ?? '',
    target: params.get('target') ?? '',
    caller: params.get('caller') ?? '',
    outcome: outcome.success ? outcome.data : '',
    range: asked === 'all' ? '' : (ranges.find((range) => range === asked) ?? noFilter.range),
  };
};

/** The address of a filter: only what differs from the usual one. */
export const paramsOf = (filter: LogFilter): URLSearchParams => {
  const params = new URLSearchParams();
  for (const name of ['search', 'server', 'target', 'caller', 'outcome'] as const)
    if (filter[name] !== '') params.set(name, filter[name]);
  if (filter.range !== noFilter.range) params.set('range', filter.range === '' ? 'all' : filter.range);
  return params;
};

/** What is asked of the server. `nowMs` is milliseconds since the epoch. */
export const queryOfFilter = ({ search, server, target, caller, outcome, range }: LogFilter, nowMs: number) => ({
  ...(search !== '' && { search: search.slice(0, 200) }),
  ...(server !== '' && { server: server.slice(0, 64) }),
  ...(target !== '' && { target: target.slice(0, 200) }),
  ...(caller !== '' && { caller: caller.slice(0, 64) }),
  ...(outcome !== '' && { outcome }),
  ...(range !== '' && {
    from: new Date(Math.floor((nowMs - rangeMs[range]) / roundMs) * roundMs).toISOString(),
  }),
});

export const isFiltered = (filter: LogFilter): boolean => paramsOf(filter).size > 0;
