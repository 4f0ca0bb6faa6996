import { setTimeout as wait } from 'node:timers/promises';
import { serve } from './fixture-server.mjs';

await wait(Math.min(Number(process.argv[2] ?? 5_000), 60_000));
serve({ name: 'starts-slowly', attempt: () => ({ started: true }) });
