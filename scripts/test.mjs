// `npm test [-- PATH …]` on a bare clone: installs what is missing, runs vitest on the project's own Node, and ends with the counts.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { ensureInstalled, root, runOnProjectNode, runWithProgress } from './prepare.mjs';

const REPORT = join(root, 'node_modules', '.cache', 'throughline', 'test-report.json');

/** System programs that some tests need: installed where this process may, else named, and those tests count as skipped. */
const SYSTEM_PROGRAMS = [
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium', tests: 'browser tests' },
  { commands: ['bwrap'], debianPackage: 'bubblewrap', tests: 'sandbox tests' },
  { commands: ['slirp4netns'], debianPackage: 'slirp4netns', tests: 'tests of sandboxes with network' },
];

await ensureInstalled();
for (const program of SYSTEM_PROGRAMS) await ensureProgram(program);
rmSync(REPORT, { force: true });
mkdirSync(dirname(REPORT), { recursive: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
const exitCode = await runOnProjectNode([vitest, 'run', ...reporters, ...process.argv.slice(2)]);
process.exit(tellCounts() && exitCode === 0 ? 0 : exitCode || 1);

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
 * know. A run that left no report failed before it tested anything.
 */
function tellCounts() {
  if (!existsSync(REPORT)) {
    console.log('0 passed, 1 failed (the test run ended without a report)');
    return false;
  }
  const report = JSON.parse(readFileSync(REPORT, 'utf8'));
  const failures = report.testResults.flatMap(failuresOf);
  const failed = failures.length;
  if (failed > 0) console.log(['', 'Failed:', ...failures].join('\n'));
  const skipped = report.numPendingTests + report.numTodoTests;
  console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed === 0;
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
