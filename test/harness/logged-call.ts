import { mcpLogEndpoints, type McpLogEntry } from '../../contracts/mcp-calls.ts';
import type { TestProgram } from './platform.ts';
import { until } from './until.ts';

/** The newest call of a tool in the request log, once it is there: the log is written behind. */
export const loggedCall = ({ call }: Pick<TestProgram, 'call'>, target: string): Promise<McpLogEntry> =>
  until(`${target} in the log`, async () => (await call(mcpLogEndpoints.list, { query: { target } })).items[0]);
