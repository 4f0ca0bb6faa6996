/**
 * Records histories of durable tool calls from the running platform into `histories/`, for replay.test.ts. Run by hand:
 *
 *   node test/workflows/record-call-histories.ts [label]
 */
import { mcpTaskEndpoints, type McpTask } from '../../contracts/mcp-calls.ts';
import { createTemporalClient } from '../../temporal/client.ts';
import { callToolId } from '../../workflows/mcp-calls/call-tool.messages.ts';
import { fixtureFolder, runFixtureServer } from '../harness/fixture-server.ts';
import { startTestPlatform } from '../harness/platform.ts';
import { until } from '../harness/until.ts';
import { historyRecorder } from './record-history.ts';

await using local = await fixtureFolder();
await using running = await startTestPlatform({ MCP_LOCAL_FOLDER: local.path });
const program = await running.program();
const { call } = program;
await using client = createTemporalClient({ address: running.platform.temporalAddress, namespace: 'default' });

const begin = (tool: string): Promise<McpTask> => call(mcpTaskEndpoints.create, { body: { tool } });
const recordHistory = historyRecorder(client);
const record = (name: string, { id: taskId }: McpTask): Promise<void> => recordHistory(name, callToolId({ taskId }));

const server = await runFixtureServer(running, program, 'recorded');
await record('call-tool-done', await begin('recorded__echo'));

const waits = await begin('recorded__wait');
await until('the call', async () => (await server.noted('calls')).includes('wait'));
await call(mcpTaskEndpoints.cancel, { params: { id: waits.id } });
await record('call-tool-cancelled', waits);

await server.release();
const asks = await begin('recorded__confirm');
for (let question = 1; question <= 2; question += 1) {
  const [key = ''] = await until(`question ${question}`, async () => {
    const { inputRequests } = await call(mcpTaskEndpoints.get, { params: { id: asks.id } });
    return Object.keys(inputRequests).length > 0 && Object.keys(inputRequests);
  });
  const body = { inputResponses: { [key]: { action: 'decline' } } };
  await call(mcpTaskEndpoints.answer, { params: { id: asks.id }, body });
}
await record('call-tool-asked', asks);
