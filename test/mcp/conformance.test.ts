import { describe, expect, test } from 'vitest';
import { startConformance } from './fixtures/start-conformance.ts';
import { clientDriver, revisions, runClientSuite, runServerSuite } from './conformance/run-suite.ts';

/** Extensions that are not required, and what of them does not pass. */
const beyond = new Set(['tasks-required-task-error', 'tasks-mrtr-composition']);

describe.each(['stdio', 'http'] as const)('the official conformance suite, with a legacy %s server behind', (child) => {
  test.each(revisions)('passes every scenario that %s requires of a server', async (revision) => {
    await using gateway = await startConformance(child);
    const results = await runServerSuite(gateway.url, revision);
    expect(results.filter(({ required }) => required)).toHaveLength(revision === '2025-11-25' ? 30 : 37);
    expect(results.filter(({ passed, scenario }) => !passed && !beyond.has(scenario))).toEqual([]);
    expect(gateway.errors).toEqual([]);
  });
});

describe('the official conformance suite against our client, which signs in by itself', () => {
  test.each(revisions)('passes every scenario that %s requires of a client', { timeout: 720_000 }, async (revision) => {
    const required = (await runClientSuite(clientDriver, revision)).filter((result) => result.required);
    expect(required).toHaveLength(revision === '2025-11-25' ? 18 : 32);
    expect(required.filter(({ passed }) => !passed)).toEqual([]);
  });
});
