// A vitest reporter: what a run found, by file, as JSON at TEST_REPORT. Unlike vitest's own it tells what failed outside of tests, too.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './prepare.mjs';

const WHOLE_RUN = 'vitest';

// oxlint-disable-next-line import/no-default-export -- vitest takes a reporter by that name
export default class TestReport {
  onTestRunEnd(modules, unhandledErrors) {
    const found = Object.fromEntries(modules.map((module) => [relative(root, module.moduleId), resultOf(module)]));
    const hasFailed = Object.values(found).some(({ failures }) => failures.length > 0);
    for (const error of unhandledErrors) {
      const file = error.VITEST_TEST_PATH ? relative(root, error.VITEST_TEST_PATH) : WHOLE_RUN;
      // A worker that dies is known by its file, which did not come to its end.
      if (file === WHOLE_RUN && hasFailed) continue;
      found[file] ??= { passed: 0, skipped: 0, failures: [] };
      found[file].failures.push(`outside of a test: ${firstLine(error)}`);
    }
    writeFileSync(process.env.TEST_REPORT, JSON.stringify(found));
  }
}

/** Counts, and `name: why` of each failed test; of a file that failed outside its tests, why. */
function resultOf(module) {
  const tests = [...module.children.allTests()];
  const inState = (state) => tests.filter((test) => test.result().state === state);
  const failures = inState('failed').map((test) => `${test.fullName}: ${firstLine(test.result().errors[0])}`);
  const isOver = ['passed', 'skipped'].includes(module.state());
  if (!isOver && failures.length === 0) failures.push(firstLine(module.errors()[0] ?? 'it did not come to its end'));
  return { passed: inState('passed').length, skipped: inState('skipped').length, failures };
}

function firstLine(error) {
  return String(error?.message ?? error)
    .split('\n', 1)[0]
    .slice(0, 200);
}
