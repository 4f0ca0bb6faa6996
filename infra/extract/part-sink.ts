import type { ContentPart } from '../../contracts/document-reading.ts';

export type NewPart = Omit<ContentPart, 'index'>;

export type PartSink = {
  /** Index the next part will get. */
  readonly next: number;
  /** Whether the next part has been delivered in an earlier run, so its content need not be read again. */
  readonly known: boolean;
  expect: (more: number) => void;
  push: (part: NewPart) => Promise<number>;
  skip: () => number;
  warn: (warning: string) => void;
};

type Deliver = (part: ContentPart, done: number, total: number) => Promise<void>;

/** Numbers parts in a stable order, so that a second run over the same file can resume after part N. */
export function createPartSink(fromPart: number, deliver: Deliver, warn: (warning: string) => void): PartSink {
  let next = 0;
  let total = 0;
  return {
    get next() {
      return next;
    },
    get known() {
      return next < fromPart;
    },
    expect: (more) => {
      total += more;
    },
    push: async (part) => {
      const index = next++;
      if (index >= fromPart) await deliver({ index, ...part }, next, Math.max(total, next));
      return index;
    },
    skip: () => next++,
    warn,
  };
}
