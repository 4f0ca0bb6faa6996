import { openHostile, sandboxProblem } from '../../../infra/runtimes/process/test-sandbox.ts';

/** Run by a test as a user who is not root: prints what some of the hostile servers reached, one line of JSON each. */
const networkTargets = {
  targets: [{ host: '127.0.0.1', port: Number(process.argv[2]) }],
  datagrams: [
    { host: '169.254.169.254', port: 53 },
    { host: '1.1.1.1', port: 9 },
  ],
};
const attempts = [
  ['reads-host-files.mjs', { paths: ['/etc/shadow', '/proc/1/root/etc/shadow', '/work', '/home', '/root'] }, {}],
  ['reads-environments.mjs', { canary: 'canary-of-the-parent' }, {}],
  ['opens-kernel-doors.mjs', {}, {}],
  ['raises-privileges.mjs', {}, {}],
  ['raises-privileges.mjs', {}, { network: true }],
  ['reaches-network.mjs', networkTargets, { network: true }],
  ['writes-own-package.mjs', {}, {}],
  ['forks-without-end.mjs', {}, { limits: { processes: 40 } }],
  ['eats-memory.mjs', { where: 'buffers' }, { limits: { memoryMb: 160 } }],
] as const;

process.env.SANDBOX_CANARY = 'canary-of-the-parent';
if (sandboxProblem !== null) throw new Error(sandboxProblem);
for (const [file, args, settings] of attempts) {
  const opened = await openHostile(file, settings).catch((error: unknown) => String(error));
  if (typeof opened === 'string') {
    console.log(JSON.stringify({ file, opened }));
    continue;
  }
  await using hostile = opened;
  const facts = await hostile.attempt(args).catch((error: unknown) => ({ error: String(error) }));
  console.log(JSON.stringify({ file, network: 'network' in settings, ...facts }));
}
