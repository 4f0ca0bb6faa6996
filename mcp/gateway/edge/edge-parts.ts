import type { Identity } from '../../../contracts/access.ts';
import type { Locale } from '../../../contracts/kernel/locale.ts';
import type { Gateway, McpTasks, ViewOptions } from '../../../domain/mcp/gateway.ts';

/** Who made an HTTP request, from its verified bearer token. */
export interface EdgeCaller {
  readonly identity: Identity;
  readonly token: string;
  readonly correlationId: string;
  readonly locale: Locale;
}

/** Authenticated encryption for what a client keeps for us. */
export interface EdgeSealer {
  seal(bytes: Uint8Array): Uint8Array;
  /** Throws when the bytes were changed or belong to another key. */
  open(sealed: Uint8Array): Uint8Array;
}

export interface EdgeLimits {
  /** Legacy sessions of one workspace; the longest idle one makes room. */
  readonly sessionsPerWorkspace: number;
  readonly sessionIdleMs: number;
  /** Calls that wait for a client's input, of one caller and in all. */
  readonly waitingPerCaller: number;
  readonly waitingInAll: number;
  /** How long a call waits for a client's input. */
  readonly inputWaitMs: number;
  /** A call that takes longer is answered as an event stream, which is kept alive and can be resumed. */
  readonly streamAfterMs: number;
  /** Open `subscriptions/listen` streams of one caller. */
  readonly listensPerCaller: number;
}

export const defaultLimits: EdgeLimits = {
  sessionsPerWorkspace: 2_000,
  sessionIdleMs: 3_600_000,
  waitingPerCaller: 32,
  waitingInAll: 2_000,
  inputWaitMs: 600_000,
  streamAfterMs: 1_000,
  listensPerCaller: 64,
};

/** What both eras are served with. */
export interface EdgeParts {
  readonly gateway: Gateway;
  /** Durable calls; without it there is no task capability. */
  readonly tasks: McpTasks | null;
  readonly sealer: EdgeSealer;
  readonly limits: EdgeLimits;
  readonly serverInfo: { readonly name: string; readonly title: string; readonly version: string };
  /** Reports what nobody foresaw; never alters an answer. */
  readonly onError: (error: unknown) => void;
}

/** The same caller with the same view of the servers: what sessions and waiting calls are bound to. */
export const ownerKey = ({ identity }: EdgeCaller, { server, tools = 'all' }: ViewOptions): string =>
  JSON.stringify([identity.workspaceId, identity.kind, identity.id, server ?? null, tools]);
