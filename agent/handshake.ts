import { z } from 'zod';
import { fail, type Failure } from '../contracts/kernel/fail.ts';
import type { JsonObject, UpstreamInfo } from '../domain/mcp/upstream.ts';
import type { CallOwner } from './call-owner.ts';

const newest = '2025-11-25';
const protocolVersions = new Set([newest, '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']);

const InitializeAnswer = z.looseObject({
  result: z
    .looseObject({
      protocolVersion: z.string(),
      capabilities: z.record(z.string(), z.unknown()).default({}),
      serverInfo: z.looseObject({
        name: z.string(),
        version: z.string(),
        title: z.string().optional(),
      }),
      instructions: z.string().optional(),
    })
    .optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

/** The client that every server of the platform sees; what its callers cannot do, their own answer says. */
const clientParams = {
  protocolVersion: newest,
  capabilities: { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} },
  clientInfo: { name: 'throughline', title: 'Throughline', version: '1.0.0' },
};

/** Longer than a server needs that answers pings at all. */
const settleMs = 1_000;

interface Connection {
  call(method: string, params: JsonObject, owner: CallOwner): { cancel(reason: string): void };
  notify(method: string, params: JsonObject): void;
}

/** MCP 2025-11-25, lifecycle: `initialize`, then `notifications/initialized`. */
export const shakeHands = async (connection: Connection, timeoutMs: number): Promise<UpstreamInfo> => {
  const { result, error } = readAnswer(await initialize(connection, timeoutMs));
  if (error !== undefined) throw handshakeFailed(`it refused: ${error.message.slice(0, 300)}`);
  if (result === undefined) throw handshakeFailed('its answer to initialize has no result');
  if (!protocolVersions.has(result.protocolVersion))
    throw handshakeFailed(`it speaks MCP ${result.protocolVersion.slice(0, 40)}, which is not known here`);
  connection.notify('notifications/initialized', {});
  await settled(connection);
  const { name, version, title } = result.serverInfo;
  return {
    protocolVersion: result.protocolVersion,
    serverInfo: { name, version, ...(title !== undefined && { title }) },
    capabilities: result.capabilities,
    instructions: result.instructions ?? null,
  };
};

const initialize = async (connection: Connection, timeoutMs: number): Promise<Buffer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const timer = setTimeout(
    () => reject(handshakeFailed(`no answer to initialize within ${Math.round(timeoutMs / 1_000)} s`)),
    timeoutMs,
  );
  connection.call('initialize', clientParams, {
    answered: resolve,
    failed: (failure) => reject(asStartFailure(failure)),
    progressed: () => undefined,
    told: () => undefined,
    asked: ({ reply }) => reply({ error: { code: -32_600, message: 'The handshake is not over' } }),
  });
  return promise.finally(() => clearTimeout(timer));
};

/**
 * Many servers ask for roots as soon as they hear `initialized`. Servers answer in order: behind the answer to a ping, what
 * they ask belongs to a caller; before it, to none.
 */
const settled = async (connection: Connection): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const nothing = (): void => undefined;
  const ping = connection.call(
    'ping',
    {},
    {
      answered: () => resolve(),
      failed: () => resolve(),
      progressed: nothing,
      told: nothing,
      asked: ({ reply }) => reply({ error: { code: -32_600, message: 'No request is being worked on' } }),
    },
  );
  const timer = setTimeout(() => (ping.cancel('it takes too long'), resolve()), settleMs);
  await promise.finally(() => clearTimeout(timer));
};

const readAnswer = (line: Buffer): z.infer<typeof InitializeAnswer> => {
  try {
    return InitializeAnswer.parse(JSON.parse(line.toString('utf8')));
  } catch {
    throw handshakeFailed('its answer to initialize cannot be read');
  }
};

const handshakeFailed = (reason: string): Failure => fail('handshake_failed', { reason });

const asStartFailure = (failure: Failure): Failure => {
  const reason = failure.details['reason'];
  return failure.code === 'mcp_server_unavailable'
    ? fail('server_start_failed', { reason })
    : handshakeFailed(String(reason));
};
