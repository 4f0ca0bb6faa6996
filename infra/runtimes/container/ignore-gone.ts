/** Somebody was faster: what was wanted is there. */
export const ignoreGone = (error: unknown): void => {
  if (!(error instanceof Error && 'statusCode' in error && (error.statusCode === 404 || error.statusCode === 409)))
    throw error;
};
