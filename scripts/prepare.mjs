// Runs on the machine's own Node (20 or newer) before anything is installed, so: plain JavaScript, nothing but Node's modules.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
export const projectNode = join(root, 'node_modules', 'node', 'bin', 'node');

const OLDEST_NODE = 20;
const FIRST_LINE_AFTER_MS = 2_000;
const NEXT_LINES_EVERY_MS = 15_000;

/** Installs the packages of package-lock.json unless exactly those are there. Ends the process with one sentence when that fails. */
export async function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    giveUp(
      `This is Node ${process.versions.node}. Install Node ${OLDEST_NODE} or newer; the project brings its own Node 24 for the rest.`,
    );
  if (!isInstalled()) {
    const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
    const install = () => runWithProgress('Packages: installing', 'once, about a minute and 600 MB', 'npm', args);
    // A registry may fail once among a thousand answers.
    const first = await install();
    const { exitCode, output } = first.exitCode === 0 ? first : await install();
    if (exitCode !== 0)
      giveUp(`${output.trim().slice(-2_000)}\nPackages: npm ci failed. It needs npm and a package registry.`);
  }
  if (!existsSync(projectNode)) giveUp('Packages: the package "node" did not bring its program. Run: npm rebuild node');
}

/** npm's own record of what it installed, compared with what the lock file asks for; packages for other systems are left out. */
function isInstalled() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  if (!installed || !wanted) return false;
  const asWanted = ([path, { version }]) => installed[path]?.version === version;
  return Object.entries(wanted).every((entry) => entry[0] === '' || entry[1].optional === true || asWanted(entry));
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs a command without input; says how long it has run when it takes longer than two seconds. */
export async function runWithProgress(label, cost, command, args) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
  let timer = setTimeout(function tell() {
    console.log(`${label}: ${seconds()} s so far (${cost})`);
    timer = setTimeout(tell, NEXT_LINES_EVERY_MS);
  }, FIRST_LINE_AFTER_MS);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = (output + chunk).slice(-8_000)));
  const exitCode = await new Promise((done) => {
    child.once('error', (error) => ((output += error.message), done(127)));
    child.once('close', (code) => done(code ?? 1));
  });
  clearTimeout(timer);
  if (exitCode === 0 && seconds() >= 2) console.log(`${label}: finished after ${seconds()} s`);
  return { exitCode, output };
}

/**
 * Runs a script with the project's own Node in this terminal and resolves with its exit code. Signals, and the end of the npm that
 * started this process, are passed on, so that nothing is left behind. Ctrl-C comes to the script more than once: by itself, and from here.
 */
export async function runOnProjectNode(args) {
  const setpriv = '/usr/bin/setpriv';
  const command = existsSync(setpriv)
    ? [setpriv, '--pdeathsig', 'TERM', '--', projectNode, ...args]
    : [projectNode, ...args];
  const child = spawn(command[0], command.slice(1), { cwd: root, stdio: 'inherit' });
  let ending = false;
  const pass = (signal) => {
    ending = true;
    child.kill(signal);
  };
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  process.on('SIGHUP', () => pass('SIGTERM'));
  const starters = startersUnderNpm();
  const watch = setInterval(() => !ending && startersUnderNpm() !== starters && pass('SIGTERM'), 1_000);
  const exitCode = await new Promise((done) =>
    child.once('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1))),
  );
  clearInterval(watch);
  return exitCode;
}

/**
 * npm runs a script through a shell: the parent and its parent, as text to compare. Both are adopted by another process when they die.
 * Without npm nothing is watched, so that `nohup node scripts/start.mjs` outlives its terminal.
 */
function startersUnderNpm() {
  if (process.env.npm_lifecycle_event === undefined) return '';
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/** Ends the process with a sentence for a person. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}
