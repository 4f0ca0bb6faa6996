/** Callers that come while a run is under way share its result; the next caller after it starts a new one. */
export const singleFlight = <T>(run: () => Promise<T>): (() => Promise<T>) => {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= run().finally(() => {
      underWay = null;
    });
    return underWay;
  };
};
