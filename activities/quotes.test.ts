import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import type { PreparationService } from '../domain/quotes/preparation-service.ts';
import { quoteActivities } from './quotes.ts';

const engine = vi.hoisted(() => ({
  heartbeat: vi.fn<() => void>(),
  cancellationSignal: () => new AbortController().signal,
}));
vi.mock('@temporalio/activity', () => engine);

test('matching beats until it is over: only with a beat does it hear that it was cancelled', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const matched = Promise.withResolvers<void>();
  const preparation = z.custom<PreparationService>().parse({ match: () => matched.promise });
  const step = quoteActivities({ preparation }).matchQuoteLines({ workspaceId: 'wsp_x', quoteId: 'quo_x' });
  vi.advanceTimersByTime(10_000);
  expect(engine.heartbeat.mock.calls.length).toBeGreaterThan(1);
  matched.resolve();
  await step;
  engine.heartbeat.mockClear();
  vi.advanceTimersByTime(60_000);
  expect(engine.heartbeat).not.toHaveBeenCalled();
});
