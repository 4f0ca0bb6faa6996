import { fail } from '../../contracts/kernel/fail.ts';
import { isObject } from '../../contracts/kernel/is-object.ts';
import type { ServerDefinitions } from '../../domain/mcp/mcp-server-store.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { JsonObject, Upstream } from '../../domain/mcp/upstream.ts';
import { estimateBytes } from './estimate-bytes.ts';

/** Of one server, all its lists together. A database record (16 MB) also keeps what was approved of them. */
export const definitionLimits = { pages: 200, items: 10_000, bytes: 4 * 1_024 * 1_024 } as const;

/**
 * Asks a server for all it has, by its capabilities. Raw definitions; a list that it does not know is empty. Fails with
 * `mcp_definitions_too_large`, and with `mcp_bad_output` of an answer without its list: a part of them would look like all of them.
 */
export const readDefinitions = async (upstream: Upstream, signal?: AbortSignal): Promise<ServerDefinitions> => {
  const { capabilities, instructions } = upstream.info;
  const count = createCount();
  count({ values: [capabilities, instructions] });
  const list = async (capability: string, method: string, member: string) =>
    capability in capabilities ? await readList(upstream, method, member, count, signal) : [];
  const [tools, resources, resourceTemplates, prompts] = await Promise.all([
    list('tools', 'tools/list', 'tools'),
    list('resources', 'resources/list', 'resources'),
    list('resources', 'resources/templates/list', 'resourceTemplates'),
    list('prompts', 'prompts/list', 'prompts'),
  ]);
  return { tools, resources, resourceTemplates, prompts, capabilities, instructions };
};

type Count = (read: { pages?: number; items?: number; values: unknown }) => void;

/** Adds up what was read, and throws once it is too much. */
const createCount = (): Count => {
  let {
    pages: pagesLeft,
    items: itemsLeft,
    bytes: bytesLeft,
  }: Record<keyof typeof definitionLimits, number> = definitionLimits;
  return ({ pages = 0, items = 0, values }) => {
    pagesLeft -= pages;
    itemsLeft -= items;
    if (pagesLeft < 0) throw tooLarge(`its lists have more than ${definitionLimits.pages} pages`);
    if (itemsLeft < 0) throw tooLarge(`it lists more than ${definitionLimits.items} tools, resources and prompts`);
    bytesLeft -= estimateBytes(values, bytesLeft);
    if (bytesLeft < 0) throw tooLarge(`its definitions are larger than ${definitionLimits.bytes / 1_048_576} MB`);
  };
};

const tooLarge = (reason: string) => fail('mcp_definitions_too_large', { reason });

const readList = async (
  upstream: Upstream,
  method: string,
  member: string,
  count: Count,
  signal: AbortSignal | undefined,
): Promise<JsonObject[]> => {
  const items: JsonObject[] = [];
  const orNone = noneOf(member);
  let cursor: unknown;
  for (;;) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await upstream.request(method, params, signal && { signal }).catch(orNone);
    const part = result[member];
    if (!Array.isArray(part)) throw badOutput(upstream, `its answer to ${method} has no list of ${member}`);
    const found = part.filter(isObject);
    count({ pages: 1, items: found.length, values: found });
    for (const item of found) items.push(item);
    if (typeof result['nextCursor'] !== 'string' || result['nextCursor'] === cursor) return items;
    cursor = result['nextCursor'];
  }
};

/** "Method not found": servers claim more than they have, templates above all. */
const noneOf =
  (member: string) =>
  (error: unknown): JsonObject => {
    if (error instanceof RpcError && error.code === -32601) return { [member]: [] };
    throw error;
  };

const badOutput = ({ info }: Upstream, reason: string) =>
  fail('mcp_bad_output', { name: info.serverInfo.name, reason });
