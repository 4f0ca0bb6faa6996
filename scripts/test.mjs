// `npm test [-- PATH …]` on a bare clone: installs what is missing, runs vitest on the project's own Node, and ends with the counts.
// In CI the whole of a few failed files runs once more; what passes only then is named as flaky, above the counts.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { ensureInstalled, root, runOnProjectNode, runWithProgress } from './prepare.mjs';

const REPORTS = join(root, 'node_modules', '.cache', 'throughline');

/** More failed files than these are no accident of one run. */
const MOST_FLAKY_FILES = 3;

/** System programs that some tests need: installed where this process may, else named, and those tests count as skipped. */
const SYSTEM_PROGRAMS = [
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium', tests: 'browser tests' },
  { commands: ['bwrap'], debianPackage: 'bubblewrap', tests: 'sandbox tests' },
  { commands: ['slirp4netns'], debianPackage: 'slirp4netns', tests: 'tests of sandboxes with network' },
];

await ensureInstalled();
for (const program of SYSTEM_PROGRAMS) await ensureProgram(program);
mkdirSync(REPORTS, { recursive: true });
const first = await runTests('test-report.json', process.argv.slice(2));
const again = isWorthSecondRun(first) ? await runTests('test-report-again.json', first.failedFiles) : undefined;
process.exit(tellCounts(first, again) ? 0 : 1);

/** Runs vitest; what it found, or undefined when it ended without a report. */
async function runTests(reportName, args) {
  const file = join(REPORTS, reportName);
  rmSync(file, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const exitCode = await runOnProjectNode([vitest, 'run', ...reporters, ...args]);
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = report.testResults.filter(({ status }) => status === 'failed');
  return {
    exitCode,
    passed: report.numPassedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: failed.flatMap(failuresOf),
    failedFiles: failed.map(({ name }) => relative(root, name)),
    testsOfFailedFiles: countTests(failed),
  };
}

function isWorthSecondRun(run) {
  const count = run?.failedFiles.length ?? 0;
  return Boolean(process.env.CI) && count > 0 && count <= MOST_FLAKY_FILES;
}

async function ensureProgram({ commands, debianPackage, tests }) {
  if (commands.some(isOnPath)) return;
  const mayInstall = process.getuid?.() === 0 && isOnPath('apt-get');
  if (mayInstall) {
    const script = `export DEBIAN_FRONTEND=noninteractive; apt-get update -q && apt-get install -y -q --no-install-recommends ${debianPackage}`;
    await runWithProgress(`System package ${debianPackage}: installing`, 'once, about a minute', 'sh', ['-c', script]);
  }
  if (!commands.some(isOnPath))
    console.log(
      `No ${debianPackage} here${mayInstall ? ', and it could not be installed' : ' (only root on Debian may install it)'}: the ${tests} are skipped.`,
    );
}

function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, command)));
}

/**
 * Prints what failed, one per line, and as the last line `N passed, N failed, N skipped`: the end of a log is enough to
 * know. A run that left no report failed before it tested anything. True when all is well.
 */
function tellCounts(run, second) {
  if (!run || (second === undefined && isWorthSecondRun(run))) {
    console.log('0 passed, 1 failed (the test run ended without a report)');
    return false;
  }
  if (second) console.log(['', 'Failed in the first run, and ran once more:', ...run.failures].join('\n'));
  const { failures, exitCode } = second ?? run;
  if (failures.length > 0) console.log(['', 'Failed:', ...failures].join('\n'));
  const earlier = second ? run.testsOfFailedFiles : { passed: 0, skipped: 0 };
  const passed = run.passed - earlier.passed + (second?.passed ?? 0);
  const skipped = run.skipped - earlier.skipped + (second?.skipped ?? 0);
  console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failures.length === 0 && exitCode === 0;
}

function countTests(files) {
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    skipped: tests.filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status)).length,
  };
}

/** `file > name: why` of each failed test; of a file that failed outside its tests, `file: why`. */
function failuresOf({ name, status, message, assertionResults }) {
  if (status !== 'failed') return [];
  const file = relative(root, name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return [`  ${file}: ${firstLine(message)}`];
  return tests.map(
    (test) => `  ${[file, ...test.ancestorTitles, test.title].join(' > ')}: ${firstLine(test.failureMessages[0])}`,
  );
}

function firstLine(text = '') {
  return text.split('\n', 1)[0].slice(0, 200);
}
