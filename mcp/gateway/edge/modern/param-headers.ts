import type { IncomingHttpHeaders } from 'node:http';
import { isObject } from '../../../../contracts/kernel/is-object.ts';
import type { GatewayView } from '../../../../domain/mcp/gateway.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { headerDeclarations } from '../../param-headers.ts';
import { rpcCodes } from '../json-rpc.ts';
import { paramHeaderProblem } from './request-headers.ts';

/** Checks arguments that a tool wants repeated as headers: something on the way may have decided by them (SEP-2243). */
export interface ParamHeaders {
  /** Fails with -32020 when the headers of a call do not say what its arguments say. */
  check(owner: string, view: GatewayView, headers: IncomingHttpHeaders, params: JsonObject): Promise<void>;
}

interface Known {
  readonly readAt: number;
  /** Schemas of the tools that want it, by name: seldom any. */
  readonly schemas: Promise<ReadonlyMap<string, JsonObject>>;
}

/** Looking through all tools at each call would cost more than most calls. */
const freshMs = 5_000;
const maxOwners = 5_000;

export const createParamHeaders = (): ParamHeaders => {
  const known = new Map<string, Known>();
  const schemasFor = (owner: string, view: GatewayView): Known['schemas'] => {
    const found = known.get(owner);
    if (found && performance.now() - found.readAt < freshMs) return found.schemas;
    known.delete(owner);
    const [oldest] = known.size >= maxOwners ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    const schemas = read(view);
    schemas.catch(() => known.delete(owner));
    known.set(owner, { readAt: performance.now(), schemas });
    return schemas;
  };
  return {
    check: async (owner, view, headers, { name, arguments: given }) => {
      const schema = typeof name === 'string' ? (await schemasFor(owner, view)).get(name) : undefined;
      const problem = schema && paramHeaderProblem(headers, schema, isObject(given) ? given : {});
      if (typeof problem === 'string') throw new RpcError(rpcCodes.headerMismatch, problem);
    },
  };
};

const read = async (view: GatewayView): Promise<ReadonlyMap<string, JsonObject>> => {
  const tools = await view.tools();
  const wanting = tools.filter(({ inputSchema }) => (headerDeclarations(inputSchema) ?? []).length > 0);
  return new Map(wanting.map(({ name, inputSchema }) => [name, inputSchema]));
};
