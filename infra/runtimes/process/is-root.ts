/** Whether this process may do everything on this machine. */
export const isRoot = (): boolean => process.getuid?.() === 0;
