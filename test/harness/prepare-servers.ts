import { buildStandIn } from '../../infra/mongo/server/build-stand-in.ts';
import { findMongod } from '../../infra/mongo/server/find-mongod.ts';
import { findTemporal } from '../../temporal/server/find-temporal.ts';

/** Before the first test: the servers that no registry ships are there, so that no test waits minutes for a build. */
export const setup = async (): Promise<void> => {
  const report = (line: string): void => console.log(line);
  if (process.env.TEMPORAL_ADDRESS === undefined) await findTemporal(process.env, report);
  if (process.env.MONGODB_URI !== undefined) return;
  if ((await findMongod(process.env, report)) === undefined) await buildStandIn(process.env, report);
};
