import { expect, test, vi } from 'vitest';
import { fail } from '../../contracts/kernel/fail.ts';
import { agentGuardOptions, createAgentGuard } from './agent-guard.ts';

const unreachable = async (): Promise<string> => {
  throw fail('agent_unreachable');
};

test('a dead agent is not asked any more after three failures, and found again by one probe', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const guard = createAgentGuard();
  const ask = vi.fn<() => Promise<string>>(unreachable);
  for (let count = 1; count <= 5; count += 1)
    await expect(guard(ask)).rejects.toMatchObject({ code: 'agent_unreachable' });
  expect(ask).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(agentGuardOptions.probeAfterMs + 1);
  ask.mockImplementation(async () => 'well');
  expect(await guard(ask)).toBe('well');
  expect(await guard(ask)).toBe('well');
  vi.useRealTimers();
});

test('failures of servers do not count as failures of the agent', async () => {
  const guard = createAgentGuard();
  for (let count = 1; count <= 5; count += 1)
    await expect(
      guard(async () => {
        throw fail('handshake_failed', { reason: 'test' });
      }),
    ).rejects.toMatchObject({ code: 'handshake_failed' });
  expect(await guard(async () => 'well')).toBe('well');
});

test('more requests than the agent is to bear are refused until time has passed', async () => {
  let nowMs = 0;
  const guard = createAgentGuard({ ...agentGuardOptions, perSecond: 2 }, () => nowMs);
  const ask = () => guard(async () => 'well');
  for (let count = 1; count <= 4; count += 1) expect(await ask()).toBe('well');
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });
  nowMs = 500;
  expect(await ask()).toBe('well');
});
