import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { until } from '../harness/until.ts';
import { historiesFolder } from './read-history.ts';

/** Waits for the end of the newest run and keeps its history, without the names of the processes that took part. */
export const historyRecorder =
  (client: Client, label = process.argv[2] ?? 'first') =>
  async (name: string, workflowId: string): Promise<void> => {
    const handle = client.workflow.getHandle(workflowId);
    await until(`the end of ${workflowId}`, async () => (await handle.describe()).status.name !== 'RUNNING');
    const json = JSON.stringify(await handle.fetchHistory(), null, 1).replaceAll(/"\d+@[^"]*"/g, '"recorder"');
    await writeFile(join(historiesFolder, `${name}.${label}.json`), `${json}\n`);
    console.log(`${name}: ${(await handle.describe()).status.name}`);
  };
