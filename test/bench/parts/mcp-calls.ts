import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { mcpServerEndpoints } from '../../../contracts/mcp-servers.ts';
import { startTestPlatform, type TestPlatform } from '../../harness/platform.ts';
import { until } from '../../harness/until.ts';
import type { BenchPart } from '../bench-part.ts';
import { row, type BenchRow } from '../bench-row.ts';
import { CallFigures, type CallOrder } from '../mcp/call-order.ts';
import { startMcpProxy, startSupergateway } from '../mcp/peers.ts';
import { median } from '../quantile.ts';

const folder = join(import.meta.dirname, '../mcp');
const program = [process.execPath, join(folder, 'echo/server.mjs')] as const;
const callerCounts = [1, 8, 50] as const;
/** In turns, so that a busy moment of the machine meets everybody. */
const rounds = 3;
const calls = { 1: 600, 8: 1_600, 50: 3_000 } as const;
const gateway = 'the gateway';
const direct = 'direct';

/** A call of the same server directly (stdio), through the gateway with access check and request log, and through other gateways. */
export const mcpCalls: BenchPart = async () => {
  // The limits stay in place and are counted; they are only wide enough for one machine that plays a whole company.
  await using running = await startTestPlatform({ MCP_LOCAL_FOLDER: folder, RATE_LIMIT_FACTOR: '1000' });
  const { headers } = await deployEcho(running);
  await using peers = new AsyncDisposableStack();
  const targets: Record<string, CallOrder['target']> = {
    [direct]: { kind: 'stdio', command: program[0], args: [program[1]], tool: 'echo' },
    [gateway]: { kind: 'http', url: `${running.url}/mcp`, headers, tool: 'bench__echo' },
  };
  const missing: string[] = [];
  for (const start of [startSupergateway, startMcpProxy])
    try {
      const { name, url } = peers.use(await start(program));
      targets[name] = { kind: 'http', url, headers: {}, tool: 'echo' };
    } catch (error) {
      missing.push(`${start.name}: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
    }
  const load = fork(join(folder, 'call-load-child.ts'));
  const measured = new Map<string, CallFigures[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const callers of callerCounts)
      for (const [name, target] of Object.entries(targets)) {
        load.send({ target, callers, calls: calls[callers] } satisfies CallOrder);
        const [answer]: unknown[] = await once(load, 'message');
        const key = `${name} ${callers}`;
        measured.set(key, [...(measured.get(key) ?? []), CallFigures.parse(answer)]);
      }
  load.disconnect();
  return toRows(Object.keys(targets), measured, missing);
};

const deployEcho = async (running: TestPlatform) => {
  const admin = await running.program({ workspace: 'Bench: MCP' });
  const { server } = await admin.call(mcpServerEndpoints.deploy, {
    body: {
      name: 'bench',
      title: 'Echo',
      source: { kind: 'local', folder: 'echo', program: 'node', args: ['server.mjs'] },
      runtime: 'process',
    },
  });
  await until('the server runs', async () => {
    const { state, cause } = await admin.call(mcpServerEndpoints.get, { params: { id: server.id } });
    if (cause) throw new Error(cause.message);
    return state === 'running';
  });
  return admin;
};

const toRows = (
  names: readonly string[],
  measured: ReadonlyMap<string, readonly CallFigures[]>,
  missing: readonly string[],
): BenchRow[] => {
  const of = (name: string, callers: number, figure: 'p50Ms' | 'p99Ms' | 'perSecond' | 'failed'): number =>
    median((measured.get(`${name} ${callers}`) ?? []).map((each) => each[figure]));
  const summary = (name: string, callers: number): string => {
    const problem = measured.get(`${name} ${callers}`)?.find(({ firstProblem }) => firstProblem !== null)?.firstProblem;
    return [
      `${of(name, callers, 'perSecond').toFixed(0)}/s`,
      `p50 ${of(name, callers, 'p50Ms').toFixed(2)} ms`,
      `p99 ${of(name, callers, 'p99Ms').toFixed(1)} ms`,
      ...(of(name, callers, 'failed') > 0 ? [`${of(name, callers, 'failed')} failed: ${problem}`] : []),
    ].join(', ');
  };
  const peers = names.filter((name) => name !== direct && name !== gateway);
  const best = (callers: number): number => Math.max(...peers.map((name) => of(name, callers, 'perSecond')));
  const addedMs = of(gateway, 1, 'p50Ms') - of(direct, 1, 'p50Ms');
  const together = callerCounts.flatMap((callers) =>
    [direct, gateway, ...peers].map((name) =>
      row(`${name}, ${callers} at once`, of(name, callers, 'perSecond'), '/s', { note: summary(name, callers) }),
    ),
  );
  return [
    row('added p50 at 1 caller', addedMs, 'ms', { target: { below: 2 } }),
    ...(peers.length > 0
      ? [
          row('calls at 50 callers, ours ÷ the better peer', of(gateway, 50, 'perSecond') / best(50), '×', {
            target: { atLeast: 1.25 },
            note: missing.join(' '),
          }),
        ]
      : [row('peers that could be installed', 0, '', { note: missing.join(' ') })]),
    ...together,
  ];
};
