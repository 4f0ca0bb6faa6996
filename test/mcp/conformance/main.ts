import { startConformance, type ConformanceChild } from '../fixtures/start-conformance.ts';
import { clientDriver, revisions, runClientSuite, runServerSuite, type ScenarioResult } from './run-suite.ts';

/**
 * `npm run conformance`: the official MCP suite against the gateway in both protocol eras, with a legacy server over stdio
 * and one over HTTP behind it, and against our client. Ends with 1 when a
 * required scenario fails.
 */
const children: readonly ConformanceChild[] = ['stdio', 'http'];

/** Prints what happened, and answers the required scenarios that failed. */
const report = (title: string, results: readonly ScenarioResult[]): readonly ScenarioResult[] => {
  const required = results.filter((result) => result.required);
  const failed = required.filter((result) => !result.passed);
  process.stdout.write(`\n${title}: ${required.length - failed.length} of ${required.length} required scenarios\n`);
  for (const { scenario, required: isRequired, passed, problems } of results) {
    process.stdout.write(`  ${passed ? 'pass' : 'FAIL'}  ${scenario}${isRequired ? '' : '  (not required)'}\n`);
    if (isRequired) for (const problem of problems) process.stdout.write(`        ${problem}\n`);
  }
  return failed;
};

let failures = 0;
for (const child of children) {
  await using gateway = await startConformance(child);
  for (const revision of revisions)
    failures += report(`server ${revision}, ${child} child`, await runServerSuite(gateway.url, revision)).length;
}
for (const revision of revisions)
  failures += report(`client ${revision}`, await runClientSuite(clientDriver, revision)).length;
process.exitCode = failures === 0 ? 0 : 1;
