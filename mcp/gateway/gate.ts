/** Lets so many through at once; the others wait in line, up to a bound. Callers in line take turns. */
export interface Gate {
  /**
   * Null when the line is full; a caller with fewer in it takes the last place of the one with most. Call the result to
   * leave. Rejects with the signal's reason when it aborts.
   */
  enter(caller: string, signal?: AbortSignal): Promise<(() => void) | null>;
  /** A place at once, without a promise; null when there is none free. */
  tryEnter(): (() => void) | null;
  readonly isEmpty: boolean;
}

/** Says whether there is a place. */
type Turn = (hasPlace: boolean) => void;

export const createGate = (places: number, longestLine: number): Gate => {
  let inside = 0;
  const line = createLine(longestLine);
  const leaver = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = line.next();
      if (next) next(true);
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
    enter: async (caller, signal) => {
      const free = tryEnter();
      if (free) return free;
      signal?.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      if (!line.join(caller, resolve)) return null;
      const giveUp = () => {
        line.leave(caller, resolve);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('cancelled'));
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      const hasPlace = await promise.finally(() => signal?.removeEventListener('abort', giveUp));
      return hasPlace ? leaver() : null;
    },
    get isEmpty() {
      return inside === 0;
    },
  };
};

const createLine = (longest: number) => {
  /** The caller whose turn is next comes first. */
  const callers = new Map<string, Turn[]>();
  let length = 0;

  const without = (caller: string, turns: Turn[]) => {
    if (turns.length === 0) callers.delete(caller);
    length -= 1;
  };
  const makeRoom = (newcomers: number): boolean => {
    let most: [string, Turn[]] | undefined;
    for (const each of callers) if (each[1].length > (most?.[1].length ?? newcomers + 1)) most = each;
    if (!most) return false;
    const last = most[1].pop();
    without(...most);
    last?.(false);
    return true;
  };
  return {
    /** False when there is no room. */
    join: (caller: string, turn: Turn): boolean => {
      const turns = callers.get(caller) ?? [];
      if (length >= longest && !makeRoom(turns.length)) return false;
      callers.set(caller, turns);
      turns.push(turn);
      length += 1;
      return true;
    },
    leave: (caller: string, turn: Turn): void => {
      const turns = callers.get(caller);
      const index = turns?.indexOf(turn) ?? -1;
      if (!turns || index === -1) return;
      turns.splice(index, 1);
      without(caller, turns);
    },
    next: (): Turn | undefined => {
      const [first] = callers;
      if (!first) return undefined;
      const [caller, turns] = first;
      const turn = turns.shift();
      callers.delete(caller);
      if (turns.length > 0) callers.set(caller, turns);
      length -= 1;
      return turn;
    },
  };
};
