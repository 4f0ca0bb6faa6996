import type { ActivityOptions } from '@temporalio/workflow';

/** Short database work. Retried until the database is back: an outage loses nothing (threats: "Mongo down"). */
export const db: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 seconds' },
};

/** Parsing a document: long, with a heartbeat, so that a dead worker is noticed within ten seconds. */
export const extraction: ActivityOptions = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 seconds', maximumAttempts: 30 },
};

/** Computing on what is stored already, in one go: recognising, rendering. */
export const computation: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 seconds', maximumAttempts: 10 },
};

/** Matching lets others in between its lines, so that it beats and can be cancelled. */
export const matching: ActivityOptions = { ...computation, heartbeatTimeout: '10 seconds' };

/** A word with the deployment agent or with a server: bounded, and tried for some minutes while the other side is away. */
export const agentCall: ActivityOptions = {
  startToCloseTimeout: '90 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 seconds', maximumAttempts: 20 },
};

/**
 * Noting where a deployment stands. Bounded, unlike other database work: whoever waits for a server is told that it does not
 * come, and what was built is taken back.
 */
export const deploymentRecord: ActivityOptions = { ...agentCall, startToCloseTimeout: '30 seconds' };

/** Fetching and unpacking a package or an image. */
export const installing: ActivityOptions = { ...agentCall, startToCloseTimeout: '15 minutes' };

/** What is left with an agent that is away: it may never come back. */
export const leftovers: ActivityOptions = {
  ...agentCall,
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** Taking something back: tried until it worked, because what stays behind costs money or leaks. */
export const compensation: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 seconds' },
};
