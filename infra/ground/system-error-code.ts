/** `ENOENT` and its like, of what the operating system refused; undefined for any other error. */
export const systemErrorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
