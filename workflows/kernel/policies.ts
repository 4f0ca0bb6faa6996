import type { ActivityOptions } from '@temporalio/workflow';

/** Short database work. Retried until the database is back: an outage loses nothing (threats: "Mongo down"). */
export const db: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 seconds' },
};

/** Parsing a document: long, with a heartbeat per page, so that a dead worker is noticed within ten seconds. */
export const extraction: ActivityOptions = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 seconds', maximumAttempts: 30 },
};

/** Computing on what is stored already: matching, rendering. */
export const computation: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 seconds', maximumAttempts: 10 },
};
