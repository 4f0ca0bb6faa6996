// `node scripts/complete-lock.mjs`, after `npm install`: gives package-lock.json the entries that a partial registry mirror left out.
//
// Packages with native code name one optional package per system. Where a mirror lacks those of other systems, `npm install` drops them
// from the lock file without a word, and every later `npm ci` refuses the file. The names and exact versions are known from the packages
// that ask for them, so the entries can be written without the mirror; npm skips them on every system but their own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const path = join(resolve(import.meta.dirname, '..'), 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
let added = 0;
for (const [parentPath, parent] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(parentPath, name)) continue;
    lock.packages[`node_modules/${name}`] = entry(name, range, parent);
    added += 1;
  }
}
const sorted = Object.entries(lock.packages).toSorted(([left], [right]) => left.localeCompare(right, 'en'));
lock.packages = Object.fromEntries(sorted);
if (added > 0) writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`package-lock.json: ${added} entries added`);

/** Looks where Node would: in the package's own folder, then in each folder above it. */
function isLocked(parentPath, name) {
  for (let at = parentPath; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '' || !at.includes('/node_modules/')) return lock.packages[`node_modules/${name}`] !== undefined;
  }
}

function entry(name, version, parent) {
  if (!/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`${name}@${version} is no exact version: it cannot be locked unseen`);
  return { version, ...systemOf(name), ...(parent.dev && { dev: true }), optional: true };
}

/** `binding-linux-arm64-musl` → which systems npm installs it on. */
function systemOf(name) {
  const words = name.split(/[-/]/);
  const os = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'].find((word) => words.includes(word));
  const cpu = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'wasm32'].find((word) =>
    words.includes(word),
  );
  if (cpu === undefined) throw new Error(`${name}: its system cannot be told from its name`);
  const libc =
    os !== 'linux'
      ? undefined
      : words.some((word) => word.startsWith('musl'))
        ? 'musl'
        : words.some((word) => word.startsWith('gnu'))
          ? 'glibc'
          : undefined;
  return { cpu: [cpu], ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}
