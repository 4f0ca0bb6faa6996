/** A hostile server of this folder: what it tries, and what must become of it. `wall`: who stops it. */
export interface HostileFixture {
  readonly file: `${string}.mjs`;
  readonly tries: string;
  readonly expected: string;
  /** `sandbox`: proven by infra/runtimes/process/sandbox.test.ts; `gateway`: whoever speaks with the server. */
  readonly wall: 'sandbox' | 'gateway';
}

const contained = (file: HostileFixture['file'], tries: string, expected: string): HostileFixture => ({
  file,
  tries,
  expected,
  wall: 'sandbox',
});
const spoken = (file: HostileFixture['file'], tries: string, expected: string): HostileFixture => ({
  file,
  tries,
  expected,
  wall: 'gateway',
});

export const hostileFixtures: readonly HostileFixture[] = [
  contained('reads-host-files.mjs', 'reads /etc/shadow, homes, the project, another server’s data', 'nothing is there'),
  contained('reads-environments.mjs', 'looks for secrets in /proc/*/environ', 'sees its own two processes only'),
  contained('signals-host-processes.mjs', 'kills and opens processes of this machine', 'no such process'),
  contained('opens-kernel-doors.mjs', 'opens kernel settings and devices, makes namespaces, mounts', 'refused'),
  contained('raises-privileges.mjs', 'becomes another user', 'refused; no capabilities, filter on'),
  contained('inherits-descriptors.mjs', 'looks for open files of its parent', 'three pipes'),
  contained('writes-own-package.mjs', 'changes its package, the interpreter, the system', 'read-only'),
  contained('links-out.mjs', 'reads through links in its data folder', 'they lead nowhere'),
  contained(
    'reaches-network.mjs',
    'connects to this machine, metadata, names',
    'no network; when granted, the public one',
  ),
  contained('opens-port.mjs', 'listens on a port', 'closed on this machine'),
  contained('forks-without-end.mjs', '300 processes', 'no more than its limit'),
  contained('eats-memory.mjs', '1.5 GB, in buffers or on the heap', 'ended: needed more than N MB of memory'),
  contained('eats-disk.mjs', '600 MB in one file or many, in /data, /tmp or /dev/shm', 'ended or refused at the limit'),
  contained('eats-descriptors.mjs', '5,000 open files', 'EMFILE at the limit'),
  contained('burns-cpu.mjs', 'a busy loop of up to 20 s', 'gets its share'),
  contained('outlives-parent.mjs', 'a grandchild in its own session', 'ends with the server'),
  contained('leaves-zombies.mjs', 'fifteen children nobody asks for', 'none of ours is left'),
  contained('ignores-end.mjs', 'ignores signals and the end of stdin', 'ended after the grace'),
  spoken(
    'floods-stdout.mjs',
    '256 MB without a line end',
    'the call fails at once (mcp_bad_output); memory stays flat',
  ),
  spoken(
    'floods-stderr.mjs',
    'up to 64 MB of log, then an answer',
    'read at 1 MB/s: the answer arrives; 64 KB of log are kept',
  ),
  spoken('sends-garbage.mjs', '800 lines that are no messages', 'the connection lives, or the call fails at once'),
  spoken('answers-too-much.mjs', 'an answer of 11 MiB', 'that call fails at once (mcp_bad_output)'),
  spoken('never-answers.mjs', 'silence', 'mcp_call_timeout; others are not held up'),
  spoken('answers-twice.mjs', 'two answers to one call', 'the first counts'),
  spoken(
    'answers-others.mjs',
    'answers with ids of other calls',
    'its own call fails at once (mcp_bad_output); no other caller sees them',
  ),
  spoken('crashes.mjs', 'ends during a call, with a code or a signal', 'the call fails at once; restart with backoff'),
  spoken('starts-slowly.mjs', 'speaks only after N ms', 'tools/list of others does not wait'),
  spoken('changes-tools.mjs', 'a tool that changes once it is trusted', 'held for approval (mcp_tool_held)'),
  spoken(
    'injects-prompts.mjs',
    'hidden Unicode, terminal codes, orders, 100 KB of text',
    'made visible, removed or cut',
  ),
  spoken(
    'hostile-schemas.mjs',
    '$ref to addresses, 100,000 subschemas, deep, circular, slow pattern',
    'nothing fetched; no hang',
  ),
  spoken('lists-too-much.mjs', 'a million tools, page by page', 'not deployed, with its cause'),
  spoken('asks-too-much.mjs', 'asks for sampling, elicitation, roots without the right', 'refused, never silent'),
];
