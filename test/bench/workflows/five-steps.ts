import { proxyActivities } from '@temporalio/workflow';
import type { FiveStepsActivities } from './five-steps-activities.ts';

const { step } = proxyActivities<FiveStepsActivities>({ startToCloseTimeout: '30 seconds' });

/** Five steps that cost nothing, so that only the way through the server is measured. */
export async function fiveSteps(): Promise<number> {
  let total = 0;
  for (let count = 0; count < 5; count += 1) total = await step(total);
  return total;
}
