import { vi } from 'vitest';

/** How long a state is waited for on a machine that does much else; only a test that fails waits so long. */
export const patienceMs = 30_000;

// `expect.poll` has a setting for this (vitest.config.ts), these have none: their own default is one second.
const { waitFor, waitUntil } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
vi.waitUntil = (check, options) =>
  waitUntil(check, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
