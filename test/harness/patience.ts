import { vi } from 'vitest';

/** How long a state is waited for on a machine that does much else; only a test that fails waits so long. */
export const patienceMs = 30_000;

// `expect.poll` has a setting for this (vitest.config.ts), `vi.waitFor` has none: its own default is one second.
const { waitFor } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
