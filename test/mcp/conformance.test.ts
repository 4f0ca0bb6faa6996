import { describe, expect, test } from 'vitest';
import { startConformance } from './fixtures/start-conformance.ts';
import { revisions, runServerSuite } from './conformance/run-suite.ts';

describe.each(['stdio', 'http'] as const)('the official conformance suite, with a legacy %s server behind', (child) => {
  test.each(revisions)('passes every scenario that %s requires of a server', { timeout: 120_000 }, async (revision) => {
    await using gateway = await startConformance(child);
    const required = (await runServerSuite(gateway.url, revision)).filter((result) => result.required);
    expect(required.length).toBe(revision === '2025-11-25' ? 30 : 37);
    expect(required.filter(({ passed }) => !passed)).toEqual([]);
    expect(gateway.errors).toEqual([]);
  });
});
