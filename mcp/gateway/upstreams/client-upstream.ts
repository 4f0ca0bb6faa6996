import { AsyncLocalStorage } from 'node:async_hooks';
import {
  Client,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  type StandardSchemaV1,
  type Transport,
} from '@modelcontextprotocol/client';
import { isObject } from '../../../contracts/kernel/is-object.ts';
import { Failure, fail } from '../../../contracts/kernel/fail.ts';
import { RpcError } from '../../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject, Upstream, UpstreamInfo } from '../../../domain/mcp/upstream.ts';
import { createArgumentMirror } from './mirror-arguments.ts';
import { listenToModern } from './modern-news.ts';

export interface ClientUpstreamOptions {
  readonly name: string;
  /** Newest era first, for servers of others; ours in memory need no probe. */
  readonly negotiation: 'auto' | 'legacy';
  readonly signal?: AbortSignal;
  readonly connectTimeoutMs?: number;
  /** Turns what the transport threw into a failure; null leaves it to the common rules. */
  readonly translate?: (error: unknown) => Error | null;
  readonly onClosed?: () => void;
}

type Listener = (method: string, params: JsonObject) => void;

/** Anything that is an object: results and params pass with every member they have, known to the SDK or not. */
const anyObject: StandardSchemaV1<unknown, JsonObject> = {
  '~standard': {
    version: 1,
    vendor: 'throughline',
    validate: (value) => (isObject(value) ? { value } : { issues: [{ message: 'not an object' }] }),
  },
};

/** Methods of the old era that the new one expresses by its stream of news. */
const watchMethods: ReadonlySet<string> = new Set(['resources/subscribe', 'resources/unsubscribe']);
const serverRequests = ['elicitation/create', 'sampling/createMessage', 'roots/list'] as const;
/** The clock of the pool ends calls; the SDK's own must not be earlier. */
const noTimeoutMs = 2_147_483_647;

/** What an open connection keeps: who is calling, and who hears what belongs to no call. */
interface Traffic {
  /** What the server sends on the stream of a call is read within that call's asynchronous context. */
  readonly current: AsyncLocalStorage<Exchange>;
  readonly running: Set<Exchange>;
  readonly listeners: Set<Listener>;
}

/** An SDK client as an `Upstream`: any method, raw results, and what the server asks goes to the call it asks within. */
export const connectClient = async (transport: Transport, options: ClientUpstreamOptions): Promise<Upstream> => {
  const traffic: Traffic = { current: new AsyncLocalStorage(), running: new Set(), listeners: new Set() };
  const client = createClient(traffic, options.negotiation);
  const { promise: closed, resolve: close } = Promise.withResolvers<string>();
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's client is no EventTarget
  client.onclose = () => {
    close('the connection ended');
    options.onClosed?.();
  };
  try {
    await client.connect(transport, {
      timeout: options.connectTimeoutMs ?? 30_000,
      ...(options.signal && { signal: options.signal }),
    });
  } catch (error) {
    await client.close().catch(() => {});
    throw translated(error, options);
  }
  const isModern = client.getProtocolEra() === 'modern';
  const news = isModern ? listenToModern(client) : null;
  const mirror = isModern ? createArgumentMirror() : null;
  return {
    info: infoOf(client, options.name),
    request: async (method, params, exchange = {}) => {
      if (!news || !watchMethods.has(method)) {
        const headers = mirror?.headersOf(method, params) ?? {};
        const result = await send(client, traffic, options, { method, params, headers }, exchange);
        return mirror?.listed(method, result) ?? result;
      }
      await news.watch(String(params['uri']), method === 'resources/subscribe').catch((error: unknown) => {
        throw translated(error, options);
      });
      return {};
    },
    notify: (method, params) => void client.notification({ method, params }).catch(() => {}),
    listen: (listener) => {
      traffic.listeners.add(listener);
      return () => void traffic.listeners.delete(listener);
    },
    closed,
    [Symbol.asyncDispose]: async () => {
      news?.stop();
      await client.close().catch(() => {});
      close('closed');
    },
  };
};

const createClient = ({ current, running, listeners }: Traffic, mode: 'auto' | 'legacy'): Client => {
  const client = new Client(
    { name: 'throughline', title: 'Throughline', version: '0.1.0' },
    {
      capabilities: { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} },
      versionNegotiation: { mode },
      inputRequired: { autoFulfill: true, maxRounds: 20 },
    },
  );
  for (const method of serverRequests)
    client.setRequestHandler(method, { params: anyOrNothing, result: anyObject }, async (params) => {
      const { onRequest } = askable(current.getStore(), running);
      if (!onRequest) throw new ProtocolError(-32601, 'the caller cannot answer this');
      return await onRequest(method, params);
    });
  client.fallbackNotificationHandler = async ({ method, params }) => {
    const { onLog } = current.getStore() ?? {};
    if (method === 'notifications/message' && onLog) onLog(params ?? {});
    else for (const listener of listeners) listener(method, params ?? {});
  };
  return client;
};

const infoOf = (client: Client, fallbackName: string): UpstreamInfo => {
  const { name, version, title } = client.getServerVersion() ?? { name: fallbackName, version: '' };
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? '',
    serverInfo: { name, version, ...(title !== undefined && { title }) },
    capabilities: { ...client.getServerCapabilities() },
    instructions: client.getInstructions() ?? null,
  };
};

const send = async (
  client: Client,
  { current, running }: Traffic,
  options: ClientUpstreamOptions,
  { headers, ...request }: { method: string; params: JsonObject; headers: Record<string, string> },
  exchange: Exchange,
): Promise<JsonObject> => {
  const { onProgress, signal, timeoutMs } = exchange;
  running.add(exchange);
  try {
    return await current.run(exchange, () =>
      client.request(request, anyObject, {
        headers,
        timeout: timeoutMs ?? noTimeoutMs,
        resetTimeoutOnProgress: true,
        ...(signal && { signal }),
        ...(onProgress && {
          onprogress: ({ progress, total, message }) =>
            onProgress({
              progress,
              ...(total !== undefined && { total }),
              ...(message !== undefined && { message }),
            }),
        }),
      }),
    );
  } catch (error) {
    throw signal?.aborted ? abortReason(signal) : translated(error, options);
  } finally {
    running.delete(exchange);
  }
};

const translated = (error: unknown, { translate, name }: ClientUpstreamOptions): Error =>
  translate?.(error) ?? toFailure(error, name);

const anyOrNothing: StandardSchemaV1<unknown, JsonObject> = {
  '~standard': { version: 1, vendor: 'throughline', validate: (value) => ({ value: isObject(value) ? value : {} }) },
};

/**
 * Who is asked: the call on whose stream the question came. Old SSE servers have one stream for all; there the question is
 * that of the only call that can answer, and of nobody when there are several: a wrong person must never be asked.
 */
const askable = (own: Exchange | undefined, running: ReadonlySet<Exchange>): Exchange => {
  if (own && running.has(own)) return own;
  const [only, second] = [...running].filter(({ onRequest }) => onRequest);
  return only && !second ? only : {};
};

const abortReason = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new Error('the caller cancelled');

const toFailure = (error: unknown, name: string): Error => {
  if (error instanceof Failure || error instanceof RpcError) return error;
  if (error instanceof ProtocolError) return new RpcError(error.code, error.message, error.data);
  if (error instanceof SdkError) {
    if (error.code === SdkErrorCode.InvalidResult || error.code === SdkErrorCode.UnsupportedResultType)
      return fail('mcp_bad_output', { name, reason: 'it is not what the protocol says' }, { cause: error });
    if (error.code === SdkErrorCode.MethodNotSupportedByProtocolVersion)
      return new RpcError(-32601, 'Method not found');
    if (error.code === SdkErrorCode.CapabilityNotSupported)
      return new RpcError(-32603, 'The server asked for something the caller cannot do');
    if (error.code === SdkErrorCode.RequestTimeout)
      return fail('mcp_server_unavailable', { name, reason: 'it did not answer in time' }, { cause: error });
  }
  return fail('mcp_server_unavailable', { name, reason: 'the connection failed' }, { cause: error });
};
