import type { ImportService } from '../domain/catalog/import-service.ts';
import type { Log } from '../infra/log.ts';

const intervalMs = 10_000;

/**
 * Takes up imports that another process left, now and every few seconds: after a crash the lease of the dead process
 * has to run out first.
 */
export const resumeImports = (imports: Pick<ImportService, 'resumeAbandoned'>, log: Pick<Log, 'warn'>): Disposable => {
  const look = () => {
    imports.resumeAbandoned().catch((error: unknown) => log.warn({ err: error }, 'imports wait for the database'));
  };
  look();
  const timer = setInterval(look, intervalMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
};
