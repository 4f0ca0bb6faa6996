/**
 * System calls that a server may not make (seccomp, classic BPF): new namespaces and mounts, the kernel's key rings, BPF,
 * performance counters and `userfaultfd`, through which most ways out of containers led; and pushing input into a terminal.
 * Only for x86-64; elsewhere the other walls stand alone.
 */
export const callFilter = (): Buffer | null => (process.arch === 'x64' ? assemble() : null);

const AUDIT_ARCH_X86_64 = 0xc000003e;
const X32_BIT = 0x40000000;
const EPERM = 1;
const ENOSYS = 38;
const CLONE_NAMESPACES = 0x7e020080;

/** Numbers from the kernel's syscall_64.tbl. */
const refused = [
  101, // ptrace
  155, // pivot_root
  161, // chroot
  165, // mount
  166, // umount2
  167, // swapon
  169, // reboot
  175, // init_module
  246, // kexec_load
  248, // add_key
  249, // request_key
  250, // keyctl
  272, // unshare
  298, // perf_event_open
  304, // open_by_handle_at
  308, // setns
  310, // process_vm_readv
  311, // process_vm_writev
  313, // finit_module
  321, // bpf
  323, // userfaultfd
  425, // io_uring_setup
  428, // open_tree
  429, // move_mount
  430, // fsopen
  442, // mount_setattr
];
const CLONE = 56;
const CLONE3 = 435;
const IOCTL = 16;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;

const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_AT_LEAST = 0x35;
const JUMP_ANY_BIT = 0x45;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const ERROR = 0x00050000;
/** Offsets in `struct seccomp_data`; the low half of an argument comes first. */
const offsetOf = { call: 0, arch: 4, first: 16, second: 24 } as const;

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

const assemble = (): Buffer => {
  const program: Instruction[] = [
    [LOAD, 0, 0, offsetOf.arch],
    [JUMP_EQUAL, 1, 0, AUDIT_ARCH_X86_64],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, offsetOf.call],
    [JUMP_AT_LEAST, 0, 1, X32_BIT],
    [RETURN, 0, 0, ERROR | ENOSYS],
    ...refused.flatMap((call) => refuse(call, EPERM)),
    // Its flags lie in memory, where a filter cannot look; the C library falls back to clone.
    ...refuse(CLONE3, ENOSYS),
    ...refuseIf(CLONE, offsetOf.first, [[JUMP_ANY_BIT, CLONE_NAMESPACES]]),
    ...refuseIf(IOCTL, offsetOf.second, [
      [JUMP_EQUAL, TIOCSTI],
      [JUMP_EQUAL, TIOCLINUX],
    ]),
    [RETURN, 0, 0, ALLOW],
  ];
  const buffer = Buffer.alloc(program.length * 8);
  program.forEach(([code, jumpTrue, jumpFalse, value], index) => {
    buffer.writeUInt16LE(code, index * 8);
    buffer.writeUInt8(jumpTrue, index * 8 + 2);
    buffer.writeUInt8(jumpFalse, index * 8 + 3);
    buffer.writeUInt32LE(value >>> 0, index * 8 + 4);
  });
  return buffer;
};

const refuse = (call: number, error: number): Instruction[] => [
  [JUMP_EQUAL, 0, 1, call],
  [RETURN, 0, 0, ERROR | error],
];

/** Refuses a call when one of its arguments passes a test; afterwards the call's number is loaded again. */
const refuseIf = (call: number, argument: number, tests: readonly (readonly [number, number])[]): Instruction[] => {
  const body: Instruction[] = [
    [LOAD, 0, 0, argument],
    ...tests.flatMap(([test, value]): Instruction[] => [
      [test, 0, 1, value],
      [RETURN, 0, 0, ERROR | EPERM],
    ]),
    [LOAD, 0, 0, offsetOf.call],
  ];
  return [[JUMP_EQUAL, 0, body.length, call], ...body];
};
