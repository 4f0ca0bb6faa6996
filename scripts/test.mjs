// `npm test [-- PATH …]` on a bare clone: installs what is missing, runs vitest on the project's own Node, and ends with the counts.
// In CI the whole of a few failed files runs once more; what passes only then is named as flaky, above the counts.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ensureInstalled, root, runOnProjectNode, runWithProgress } from './prepare.mjs';

const REPORT = join(root, 'node_modules', '.cache', 'throughline', 'test-report.json');

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
mkdirSync(dirname(REPORT), { recursive: true });
const results = await runTests(process.argv.slice(2));
if (process.env.CI && isWorthSecondRun(failedIn(results))) {
  const first = failuresIn(results);
  Object.assign(results, await runTests(failedIn(results)));
  console.log(['', 'Failed in the first run, and ran once more:', ...first].join('\n'));
}
process.exit(tellCounts(results) ? 0 : 1);

/** Runs vitest: what it found, by file. A run that ends badly and knows no failed file is a failure of its own. */
async function runTests(args) {
  rmSync(REPORT, { force: true });
  process.env.TEST_REPORT = REPORT;
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'test-report.mjs')}`];
  const exitCode = await runOnProjectNode([vitest, 'run', ...reporters, ...args]);
  const found = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : {};
  if (exitCode !== 0 && failedIn(found).length === 0)
    found.vitest = { passed: 0, skipped: 0, failures: [`it ended with exit code ${exitCode}`] };
  return found;
}

function failedIn(found) {
  return Object.keys(found).filter((file) => found[file].failures.length > 0);
}

function failuresIn(found) {
  return failedIn(found).flatMap((file) => found[file].failures.map((failure) => `  ${file} > ${failure}`));
}

function isWorthSecondRun(failed) {
  return failed.length > 0 && failed.length <= MOST_FLAKY_FILES && failed.every((file) => existsSync(join(root, file)));
}

async function ensureProgram({ commands, debianPackage, tests }) {
  if (commands.some(isOnPath)) return;
  const mayInstall = process.getuid?.() === 0 && isOnPath('apt-get');
  if (mayInstall) {
    const script = `export DEBIAN_FRONTEND=noninteractive; apt-get update -q && apt-get install -o DPkg::Lock::Timeout=120 -y -q --no-install-recommends ${debianPackage}`;
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

/** Prints what failed, one per line, and as the last line `N passed, N failed, N skipped`: the end of a log is enough to know. */
function tellCounts(found) {
  const failures = failuresIn(found);
  const sum = (what) => Object.values(found).reduce((total, file) => total + file[what], 0);
  if (failures.length > 0) console.log(['', 'Failed:', ...failures].join('\n'));
  const skipped = sum('skipped');
  console.log(`${sum('passed')} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failures.length === 0;
}
