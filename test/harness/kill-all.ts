import { systemErrorCode } from '../../infra/ground/system-error-code.ts';

/** Kills processes, of which the first may take the others with it. */
export const killAll = (processIds: readonly number[]): void => {
  for (const processId of processIds)
    try {
      process.kill(processId, 'SIGKILL');
    } catch (error) {
      if (systemErrorCode(error) !== 'ESRCH') throw error;
    }
};
