import type { Caller } from '../contracts/kernel/client.ts';

/** How tools reach the platform: over REST, as whoever called them, so that rules and permissions are those of REST. */
export interface Platform {
  readonly call: Caller;
  /** Origin of the API, without a trailing slash. */
  readonly origin: string;
  /** Headers of the caller's credential, for the few requests that are not JSON. */
  readonly headers: () => Record<string, string> | Promise<Record<string, string>>;
}
