import type { RawEntry } from './keep-entry.ts';

export interface Backlog {
  push(entry: RawEntry): void;
  shift(): RawEntry | undefined;
  length(): number;
  dropped(): number;
}

const sizeOf = ({ requestBytes, responseBytes }: RawEntry): number => requestBytes + responseBytes + 500;

/** Entries that wait to be stored: bounded in number and bytes, the oldest are dropped and counted. */
export const createBacklog = (
  { maxWaiting, maxWaitingBytes }: { maxWaiting: number; maxWaitingBytes: number },
  onDropped: (dropped: number) => void,
): Backlog => {
  const waiting: RawEntry[] = [];
  let waitingBytes = 0;
  let dropped = 0;

  const shift = (): RawEntry | undefined => {
    const oldest = waiting.shift();
    if (oldest) waitingBytes -= sizeOf(oldest);
    return oldest;
  };

  const isFull = (): boolean => waiting.length > maxWaiting || waitingBytes > maxWaitingBytes;

  return {
    push: (entry) => {
      waiting.push(entry);
      waitingBytes += sizeOf(entry);
      const before = dropped;
      while (isFull() && shift()) dropped += 1;
      // The first of many is enough to know, then every thousandth.
      if (dropped > before && (before === 0 || Math.floor(before / 1_000) !== Math.floor(dropped / 1_000)))
        onDropped(dropped);
    },
    shift,
    length: () => waiting.length,
    dropped: () => dropped,
  };
};
