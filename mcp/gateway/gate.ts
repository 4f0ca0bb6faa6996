/** Lets so many through at once; the others wait in line, up to a bound. */
export interface Gate {
  /** Null when the line is full. Call the result to leave. Rejects with the signal's reason when it aborts. */
  enter(signal?: AbortSignal): Promise<(() => void) | null>;
  /** A place at once, without a promise; null when there is none free. */
  tryEnter(): (() => void) | null;
  readonly isEmpty: boolean;
}

export const createGate = (places: number, longestLine: number): Gate => {
  let inside = 0;
  const line: (() => void)[] = [];
  const leaver = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = line.shift();
      if (next) next();
      else inside -= 1;
    };
  };
  const tryEnter = () => {
    if (inside >= places) return null;
    inside += 1;
    return leaver();
  };
  return {
    tryEnter,
    enter: async (signal) => {
      const free = tryEnter();
      if (free) return free;
      if (line.length >= longestLine) return null;
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          signal?.removeEventListener('abort', give);
          resolve();
        };
        const give = () => {
          line.splice(line.indexOf(turn), 1);
          reject(signal?.reason instanceof Error ? signal.reason : new Error('cancelled'));
        };
        line.push(turn);
        signal?.addEventListener('abort', give, { once: true });
      });
      return leaver();
    },
    get isEmpty() {
      return inside === 0;
    },
  };
};
