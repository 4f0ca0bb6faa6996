import { resolve } from 'node:path';
import { StartError } from '../infra/ground/start-error.ts';
import { firstStart } from './platform/first-start.ts';
import { onEndSignals } from './platform/on-end-signals.ts';
import { startPlatform, type Platform } from './platform/start-platform.ts';

const say = (line: string) => console.log(line);
const startedAt = performance.now();
let platform: Platform | undefined;
let stopping = false;

onEndSignals({ inOrder: endAll, atOnce: () => process.exit(130) });

try {
  const port = process.env['PORT'];
  platform = await startPlatform({
    dataDir: resolve(process.env['DATA_DIR'] || '.throughline'),
    ...(port !== undefined && port !== '' && { port: Number(port) }),
    report: say,
  });
  await firstStart(platform, say);
  say(
    `Throughline is ready after ${Math.round((performance.now() - startedAt) / 100) / 10} s: ${platform.url} (Ctrl-C ends it)`,
  );
} catch (error) {
  if (!stopping) {
    console.error(error instanceof StartError ? error.message : error);
    await platform?.stop();
    process.exit(1);
  }
}

function endAll(): void {
  stopping = true;
  say('\nEnding worker, API, agent and servers …');
  const stopAt = performance.now();
  const ended = platform === undefined ? Promise.resolve() : platform.stop();
  ended.then(
    () => {
      say(`Ended after ${Math.round((performance.now() - stopAt) / 100) / 10} s. The data stays where it is.`);
      process.exit(0);
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
