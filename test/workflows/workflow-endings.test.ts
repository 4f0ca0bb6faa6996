import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fail } from '../../contracts/kernel/fail.ts';
import { newId } from '../../domain/new-id.ts';
import { taskQueues } from '../../temporal/task-queues.ts';
import { processDocumentType } from '../../workflows/documents/process-document.messages.ts';
import { callToolType, callWoken } from '../../workflows/mcp-calls/call-tool.messages.ts';
import { removeMcpServerType } from '../../workflows/mcp-servers/deploy-mcp-server.messages.ts';
import { prepareQuoteType } from '../../workflows/quotes/prepare-quote.messages.ts';
import { until } from '../harness/until.ts';
import { firstStartTimeoutMs, startTestTemporal, type TestTemporal } from './start-test-temporal.ts';

/** Of a history of this many events the server says that it is long; by default it does so of some thousand. */
const longHistory = 'limit.historyCount.suggestContinueAsNew=15';

type Steps = Record<string, () => Promise<unknown>>;

let temporal: TestTemporal;
const workers = new AsyncDisposableStack();
/** What the steps of the test do that runs; one that is left out does nothing. */
let steps: Steps = {};

const names = [
  'claimForRemoval',
  'stopServer',
  'deleteServer',
  'finishRemoval',
  'runCall',
  'forgetCall',
  'failCall',
  'extractDocument',
  'parkDocument',
  'matchQuoteLines',
  'priceQuoteLines',
  'failQuote',
];
const activities = Object.fromEntries(names.map((name) => [name, async () => await steps[name]?.()]));

beforeAll(async () => {
  temporal = await startTestTemporal([longHistory]);
  for (const queue of ['fixtures', taskQueues.cpu, taskQueues.calls])
    workers.use(await temporal.work('our own', activities, queue));
}, firstStartTimeoutMs);
afterAll(async () => {
  await workers.disposeAsync();
  await temporal?.[Symbol.asyncDispose]();
});

const start = async (type: string, input: object) => {
  const workflowId = newId('tst');
  const args = [{ workspaceId: 'wsp_own', ...input }];
  const { firstExecutionRunId } = await temporal.client.workflow.start(type, {
    workflowId,
    taskQueue: 'fixtures',
    args,
  });
  const handle = temporal.client.workflow.getHandle(workflowId);
  return { handle, goesOnInNewRun: async () => (await handle.describe()).runId !== firstExecutionRunId };
};

test('a removal waits for its turn however long it takes: its history stays short', async () => {
  let free = false;
  steps = { claimForRemoval: async () => free };
  const { handle, goesOnInNewRun } = await start(removeMcpServerType, { deploymentId: 'dep_x' });
  await until('a new run', goesOnInNewRun);
  free = true;
  await expect(handle.result()).resolves.toBeUndefined();
});

test('a durable call may ask however often: its history stays short', async () => {
  let outcome = 'waiting';
  let runs = 0;
  steps = {
    runCall: async () => {
      runs += 1;
      return outcome;
    },
  };
  const { handle, goesOnInNewRun } = await start(callToolType, { taskId: 'tsk_x' });
  for (let answers = 0; !(await goesOnInNewRun()); answers += 1) {
    await until('the question', async () => runs > answers || (await goesOnInNewRun()));
    await handle.signal(callWoken);
  }
  outcome = 'over';
  // It may have met that already.
  await handle.signal(callWoken).catch(() => undefined);
  await expect(handle.result()).resolves.toBeUndefined();
});

test.each([
  { type: processDocumentType, input: { documentId: 'doc_x', run: 1 }, step: 'extractDocument', last: 'parkDocument' },
  {
    type: prepareQuoteType,
    input: { quoteId: 'quo_x', from: 'matching' },
    step: 'priceQuoteLines',
    last: 'failQuote',
  },
  { type: callToolType, input: { taskId: 'tsk_x' }, step: 'runCall', last: 'failCall' },
])('$type keeps why it failed, also when it is cancelled at that moment', async ({ type, input, step, last }) => {
  let tries = 0;
  const { promise: cancelled, resolve: goOn } = Promise.withResolvers<void>();
  const keepsAtSecondTry = async (): Promise<void> => {
    tries += 1;
    await cancelled;
    if (tries === 1) throw fail('service_unavailable');
  };
  steps = { [step]: () => Promise.reject(fail('validation_error')), [last]: keepsAtSecondTry };
  const { handle } = await start(type, input);
  await until('the last step', async () => tries === 1);
  await handle.cancel();
  await until('the workflow knows', async () => {
    const { events = [] } = await handle.fetchHistory();
    const asked = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
    return asked >= 0 && events?.slice(asked).some((event) => event.workflowTaskCompletedEventAttributes);
  });
  goOn();
  await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
  expect(tries).toBeGreaterThan(1);
  expect((await handle.describe()).status.name).toBe('FAILED');
});
