import type { Report } from './report.ts';

const FIRST_LINE_AFTER_MS = 2_000;
const NEXT_LINES_EVERY_MS = 15_000;

/** Runs slow work and says what it is, what it costs, and every few seconds how long it has run; quick work stays silent. */
export async function withProgress<Result>(
  label: string,
  cost: string,
  report: Report,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  const elapsedSeconds = () => Math.round((performance.now() - startedAt) / 1_000);
  let timer = setTimeout(function tell() {
    const elapsed = elapsedSeconds();
    report(`${label}: ${elapsed} s so far (${cost})`);
    timer = setTimeout(tell, NEXT_LINES_EVERY_MS);
  }, FIRST_LINE_AFTER_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (performance.now() - startedAt > FIRST_LINE_AFTER_MS) report(`${label}: finished after ${elapsedSeconds()} s`);
  }
}
