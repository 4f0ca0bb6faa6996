import type { LineMatch, RequestedLine } from '../../contracts/matching.ts';

/** The port a service matches through. Answers in the order of `lines`; an aborted `signal` rejects with its reason. */
export type Matcher = {
  match(lines: readonly RequestedLine[], signal?: AbortSignal): Promise<readonly LineMatch[]>;
};
