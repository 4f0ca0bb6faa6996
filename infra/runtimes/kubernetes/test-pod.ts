import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import type { V1PodStatus } from '@kubernetes/client-node';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';

const mostLogBytes = 1_000_000;
const words = z.array(z.string()).optional();
export const PodObject = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).optional() }),
  spec: z
    .looseObject({
      containers: z
        .array(
          z.looseObject({
            args: words,
            command: words,
            readinessProbe: z.looseObject({ tcpSocket: z.object({ port: z.number() }) }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
export type PodObject = z.infer<typeof PodObject>;

export const testDigest = `sha256:${'ab12'.repeat(16)}`;

/** A node's part of the stand-in: the arguments of a pod as a real process, and what the node says of it. */
export class TestPod {
  readonly #object: PodObject;
  readonly #child: ChildProcess | null;
  readonly #ended: Promise<void>;
  #status: V1PodStatus;
  #fate: V1PodStatus | null = null;
  #socket: WebSocket | undefined;
  log = '';
  logBytes = 0;

  constructor(object: PodObject, environment: Readonly<Record<string, string>>, status: V1PodStatus | null) {
    this.#object = object;
    const container = object.spec?.containers?.[0];
    const starts = status === null && container?.command === undefined;
    this.#child = starts ? spawn(process.execPath, container?.args ?? [], { env: { ...environment } }) : null;
    this.#status = status ?? (starts ? running() : ended(128, 'StartError'));
    this.#ended = new Promise((resolve) => {
      if (this.#child === null) return resolve();
      this.#child.once('close', (code, signal) => {
        this.#status = this.#fate ?? ended(signal === null ? (code ?? 0) : 137, 'Error');
        this.#socket?.close();
        resolve();
      });
    });
    this.#child?.stdout?.on('data', (bytes: Buffer) => this.#wrote(1, bytes));
    this.#child?.stderr?.on('data', (bytes: Buffer) => this.#wrote(2, bytes));
    this.#child?.stdin?.on('error', () => undefined);
    if (container?.readinessProbe) this.#probe(container.readinessProbe.tcpSocket.port);
  }

  get view() {
    return { ...this.#object, status: this.#status };
  }

  get isRunning(): boolean {
    return this.#status.containerStatuses?.[0]?.state?.running !== undefined;
  }

  get processId(): number {
    return this.#child?.pid ?? 0;
  }

  /** As with `stdinOnce`: the input ends with its first connection. */
  attach(socket: WebSocket): void {
    this.#socket = socket;
    const stdin = this.#child?.stdin;
    socket.on('message', (data: RawData) => {
      if (!Buffer.isBuffer(data)) return;
      if (data[0] === 0) stdin?.write(data.subarray(1));
      else if (data[0] === 255 && data[1] === 0) stdin?.end();
    });
    socket.on('close', () => stdin?.end());
  }

  /** Ends it, with the node's word on why. */
  die(status: V1PodStatus): void {
    this.#fate = status;
    this.kill();
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  cutConnection(): void {
    this.#socket?.terminate();
  }

  /** A word that is no text breaks the protocol of the socket. */
  breakConnection(): void {
    this.#socket?.send(Buffer.of(0xff), { binary: false });
  }

  async end(graceMs: number): Promise<void> {
    this.#child?.kill('SIGTERM');
    const killer = setTimeout(() => this.kill(), graceMs);
    await this.#ended;
    clearTimeout(killer);
  }

  #probe(port: number): void {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      if (this.isRunning) this.#status = running(true);
    });
    socket.once('error', () => {
      if (this.isRunning) setTimeout(() => this.#probe(port), 10);
    });
  }

  #wrote(channel: number, bytes: Buffer): void {
    this.logBytes += bytes.length;
    if (this.logBytes < mostLogBytes) this.log += bytes.toString();
    this.#socket?.send(Buffer.concat([Buffer.of(channel), bytes]));
  }
}

const containerStatus = {
  name: 'server',
  image: '',
  imageID: `registry.test/server@${testDigest}`,
  ready: false,
  restartCount: 0,
};
const running = (ready = false): V1PodStatus => ({
  phase: 'Running',
  containerStatuses: [{ ...containerStatus, ready, state: { running: { startedAt: new Date() } } }],
});
export const ended = (exitCode: number, reason: string): V1PodStatus => ({
  phase: exitCode === 0 ? 'Succeeded' : 'Failed',
  containerStatuses: [{ ...containerStatus, state: { terminated: { exitCode, reason } } }],
});
export const waiting = (reason: string, message = ''): V1PodStatus => ({
  phase: 'Pending',
  containerStatuses: [{ ...containerStatus, imageID: '', state: { waiting: { reason, message } } }],
});
