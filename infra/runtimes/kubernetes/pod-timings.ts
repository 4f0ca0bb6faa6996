/** How patient the runtime is; tests shorten it. */
export interface PodTimings {
  /** The API, to whoever asks whether this runtime can be used. */
  readonly answerWithinMs: number;
  /** Between two looks at a pod. */
  readonly lookEveryMs: number;
  readonly startWithinMs: number;
  readonly pullWithinMs: number;
  /** For a node to come up when none has room. */
  readonly roomWithinMs: number;
  /** From the end of a connection to the word of the node on why. */
  readonly reasonWithinMs: number;
  /** For a pod to be gone after its grace, before its node counts as away. */
  readonly goneWithinMs: number;
  /** Between two signs of life on a connection to a pod. */
  readonly beatEveryMs: number;
}

/** Shorter than the steps of a deployment that wait for it (workflows/kernel/policies.ts). */
export const podTimings: PodTimings = {
  answerWithinMs: 3_000,
  lookEveryMs: 500,
  startWithinMs: 75_000,
  pullWithinMs: 10 * 60_000,
  roomWithinMs: 45_000,
  reasonWithinMs: 10_000,
  goneWithinMs: 30_000,
  beatEveryMs: 20_000,
};
