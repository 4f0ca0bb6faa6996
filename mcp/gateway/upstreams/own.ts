import { createHash } from 'node:crypto';
import { InMemoryTransport } from '@modelcontextprotocol/client';
import { createCaller } from '../../../contracts/kernel/client.ts';
import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { ServerDefinitions } from '../../../domain/mcp/mcp-server-store.ts';
import { pieceMeta, type TaskPiece } from '../../../domain/mcp/tasks/task-piece.ts';
import type { JsonObject, Upstream } from '../../../domain/mcp/upstream.ts';
import { createServer, serverNames, type ServerName } from '../../servers/create-server.ts';
import { readDefinitions } from '../read-definitions.ts';
import { connectClient } from './client-upstream.ts';

/** Our own servers, in memory, each call with the token of its caller. */
export interface OwnServers extends AsyncDisposable {
  readonly names: readonly string[];
  /** The same for every caller; read once. */
  definitions(name: string): Promise<ServerDefinitions>;
  /** Kept for the next call with the same token. */
  open(name: string, token: string): Promise<Upstream>;
}

export interface OwnServersOptions {
  /** Where the platform's own REST API answers, without a trailing slash. */
  readonly origin: string;
  readonly idleMs?: number;
  readonly now?: () => number;
}

interface Kept {
  readonly upstream: Promise<Upstream>;
  usedAt: number;
}

const maxConnections = 200;

export const createOwnServers = ({
  origin,
  idleMs = 900_000,
  now = () => performance.now(),
}: OwnServersOptions): OwnServers => {
  /** Newest use last. The key is a hash: a token is not kept longer than its connection, nor written anywhere. */
  const kept = new Map<string, Kept>();
  const definitions = new Map<string, Promise<ServerDefinitions>>();

  const drop = (key: string) => {
    const entry = kept.get(key);
    kept.delete(key);
    entry?.upstream.then((upstream) => upstream[Symbol.asyncDispose]()).catch(() => {});
  };
  const trim = () => {
    for (const [key, { usedAt }] of kept) {
      if (kept.size <= maxConnections && now() - usedAt < idleMs) return;
      drop(key);
    }
  };
  return {
    names: serverNames,
    definitions: async (name) => {
      const known = definitions.get(name);
      if (known) return await known;
      const reading = readOwn(toName(name), origin);
      definitions.set(name, reading);
      reading.catch(() => definitions.delete(name));
      return await reading;
    },
    open: async (name, token) => {
      const key = `${name} ${createHash('sha256').update(token).digest('base64')}`;
      const known = kept.get(key);
      kept.delete(key);
      const entry = known ?? { upstream: connect(toName(name), origin, token), usedAt: 0 };
      entry.usedAt = now();
      kept.set(key, entry);
      if (!known) {
        trim();
        entry.upstream
          .then(({ closed }) => closed)
          .then(
            () => kept.get(key) === entry && drop(key),
            () => drop(key),
          );
      }
      return await entry.upstream;
    },
    [Symbol.asyncDispose]: async () => {
      const open = [...kept.values()];
      kept.clear();
      for (const { upstream } of open) await upstream.then((each) => each[Symbol.asyncDispose]()).catch(() => {});
    },
  };
};

const connect = async (name: ServerName, origin: string, token: string): Promise<Upstream> => {
  const headers = () => ({ authorization: `Bearer ${token}` });
  const server = createServer([name], { origin, headers, call: createCaller({ origin, headers }) });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await server.connect(serverSide);
  const upstream = await connectClient(clientSide, {
    name,
    negotiation: 'legacy',
    onClosed: () => void server.close(),
  });
  return {
    ...upstream,
    request: (method, params, exchange) => upstream.request(method, withPiece(params, exchange?.piece), exchange),
  };
};

/** Which task a call is a piece of is said by us, never by a client. */
const withPiece = (params: JsonObject, piece: TaskPiece | undefined): JsonObject => {
  const meta = isObject(params['_meta']) ? params['_meta'] : {};
  if (!piece && !(pieceMeta in meta)) return params;
  const { [pieceMeta]: _claimed, ...others } = meta;
  return { ...params, _meta: { ...others, ...(piece && { [pieceMeta]: piece }) } };
};

const readOwn = async (name: ServerName, origin: string): Promise<ServerDefinitions> => {
  await using upstream = await connect(name, origin, '');
  return await readDefinitions(upstream);
};

const toName = (name: string): ServerName => {
  const found = serverNames.find((each) => each === name);
  if (!found) throw new Error(`there is no server of ours named ${name}`);
  return found;
};
