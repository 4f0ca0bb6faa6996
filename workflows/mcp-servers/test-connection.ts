import { proxyActivities, sleep } from '@temporalio/workflow';
import type { McpServerActivities } from '../../activities/mcp-servers.ts';
import type { TestOutcome } from '../../domain/mcp/servers/connection-test.ts';
import type { TestConnectionInput } from './test-connection.messages.ts';

const { probeConnection } = proxyActivities<McpServerActivities>({
  startToCloseTimeout: '40 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumAttempts: 3 },
});

const maxAttempts = 3;

/** Tests a server: health, then MCP handshake; up to three tries with growing pauses (spec row E2). */
export async function testConnection(input: TestConnectionInput): Promise<TestOutcome> {
  for (let attempts = 1; ; attempts += 1) {
    const { agentState: _state, retryable, ...seen } = await probeConnection(input);
    if (seen.ok || !retryable || attempts === maxAttempts) return { ...seen, attempts };
    await sleep(input.firstPauseMs * 2 ** (attempts - 1));
  }
}
