/** Kills processes, of which the first may take the others with it. */
export const killAll = (processIds: readonly number[]): void => {
  for (const processId of processIds)
    try {
      process.kill(processId, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
};
