import { resolve } from 'node:path';
import type { Report } from '../../infra/ground/report.ts';
import { StartError } from '../../infra/ground/start-error.ts';
import { firstStart } from '../platform/first-start.ts';
import { findRunningPlatform, readPlatformState } from '../platform/platform-state.ts';
import { startPlatform } from '../platform/start-platform.ts';
import { connectTo, type LocalPlatform } from './local-platform.ts';

/** Finds the platform that runs on the data folder, or starts one that ends with this process. */
export const openLocalPlatform = async (report: Report): Promise<LocalPlatform> => {
  const dataDir = resolve(process.env['DATA_DIR'] || '.throughline');
  const running = await findRunningPlatform(dataDir);
  if (running !== undefined) return connectTo({ url: running, dataDir, mongoUri: await mongoUriOf(dataDir) });
  report('No platform is running: starting one for this command (npm start keeps one running).');
  const port = process.env['PORT'];
  const platform = await startPlatform({ dataDir, report, ...(port && { port: Number(port) }) });
  try {
    await firstStart(platform, report);
    return await connectTo(platform, platform);
  } catch (error) {
    await platform.stop();
    throw error;
  }
};

const mongoUriOf = async (dataDir: string): Promise<string> => {
  const external = process.env['MONGODB_URI'];
  if (external) return external;
  const { ports } = await readPlatformState(dataDir);
  if (ports.mongo !== undefined) return `mongodb://127.0.0.1:${ports.mongo}`;
  throw new StartError(
    'The running platform uses a database of its own: set MONGODB_URI as it was set for the platform.',
  );
};
