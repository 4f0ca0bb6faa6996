import { isObject } from '../../contracts/kernel/is-object.ts';
import { namesDirectedAt } from '../../domain/mcp/examine-tool.ts';
import { callToolName, searchToolsName } from '../../domain/mcp/reserved-tool-names.ts';
import { toolFinder } from '../../domain/mcp/search-tools.ts';
import { assignNames, type NameWish } from '../../domain/mcp/tool-names.ts';
import { ruleOf, toolState, type ExaminedTool } from '../../domain/mcp/tool-state.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { indexResources, type ResourceIndex } from './resource-index.ts';
import type { ServedServer } from './served-server.ts';

export interface IndexedTool {
  readonly server: ServedServer;
  readonly examined: ExaminedTool;
  /** The name that callers use. */
  readonly name: string;
  readonly state: 'approved' | 'held' | 'quarantined';
  readonly reason: string | null;
  readonly hidden: boolean;
  /** As it is listed: the server's definition under the name that callers use. */
  readonly listed: JsonObject;
  readonly readOnly: boolean;
  /** Nothing happens twice when it is called twice. */
  readonly repeatable: boolean;
}

export interface IndexedPrompt {
  readonly server: ServedServer;
  readonly originalName: string;
  readonly listed: JsonObject;
}

/** All that a set of servers offers, ready to be listed and looked up. Built once per change. */
export interface ServerIndex {
  readonly servers: readonly ServedServer[];
  readonly tools: readonly IndexedTool[];
  readonly toolByName: ReadonlyMap<string, IndexedTool>;
  /** What a list shows: approved and not hidden. */
  readonly listedTools: readonly IndexedTool[];
  readonly findTools: (query: string, limit: number, fits: (tool: IndexedTool) => boolean) => readonly IndexedTool[];
  readonly prompts: readonly IndexedPrompt[];
  readonly promptByName: ReadonlyMap<string, IndexedPrompt>;
  readonly resources: ResourceIndex;
}

/** `servers` in order of precedence: ours, then older before newer. `alone`: one server under its own names. */
export const buildIndex = (servers: readonly ServedServer[], alone: boolean): ServerIndex => {
  const tools = indexTools(servers, alone);
  const listedTools = tools.filter(({ state, hidden }) => state === 'approved' && !hidden);
  const prompts = indexPrompts(servers, alone);
  let find: ((query: string, limit: number) => number[]) | null = null;
  return {
    servers,
    tools,
    toolByName: new Map(tools.map((tool) => [tool.name, tool])),
    listedTools,
    findTools: (query, limit, fits) => {
      find ??= toolFinder(listedTools.map(({ name, listed }) => ({ name, definition: listed })));
      const found = find(query, listedTools.length).flatMap((index) => listedTools[index] ?? []);
      return found.filter(fits).slice(0, limit);
    },
    prompts,
    promptByName: new Map(prompts.map((prompt) => [String(prompt.listed['name']), prompt])),
    resources: indexResources(servers),
  };
};

const indexTools = (servers: readonly ServedServer[], alone: boolean): IndexedTool[] => {
  const all = servers.flatMap((server) => server.tools.map((examined) => ({ server, examined })));
  const names = assignNames(
    all.map(({ server, examined: { name } }) => wish(server, name, ruleOf(server.rules, name)?.rename ?? null, alone)),
    alone ? [] : [searchToolsName, callToolName],
  );
  const owners = new Map<string, Set<string>>();
  all.forEach(({ server, examined }, index) => {
    for (const name of [examined.name, names[index] ?? ''])
      owners.set(name, (owners.get(name) ?? new Set()).add(server.id));
  });
  return all.map(({ server, examined }, index) => {
    const name = names[index] ?? examined.name;
    const shadowed = server.record && examined.problem === null ? shadowedName(server, examined, owners) : null;
    const { state, reason } =
      shadowed === null
        ? toolState(examined, server.rules)
        : { state: 'quarantined' as const, reason: `its description steers the use of another server's ${shadowed}` };
    const hints = isObject(examined.definition['annotations']) ? examined.definition['annotations'] : {};
    const readOnly = hints['readOnlyHint'] === true;
    return {
      server,
      examined,
      name,
      state,
      reason,
      hidden: ruleOf(server.rules, examined.name)?.hidden ?? false,
      listed: { ...examined.definition, name },
      readOnly,
      repeatable: readOnly || hints['idempotentHint'] === true,
    };
  });
};

/** The first other server's tool that a description gives directions about; its own tools are its own affair. */
const shadowedName = (
  server: ServedServer,
  { definition }: ExaminedTool,
  owners: ReadonlyMap<string, ReadonlySet<string>>,
): string | null =>
  namesDirectedAt(definition).find((name) => {
    const holders = owners.get(name);
    return holders !== undefined && !holders.has(server.id);
  }) ?? null;

const indexPrompts = (servers: readonly ServedServer[], alone: boolean): IndexedPrompt[] => {
  const all = servers.flatMap((server) =>
    server.definitions.prompts.flatMap((definition) => {
      const { name } = definition;
      return typeof name === 'string' && name !== '' ? [{ server, definition, originalName: name }] : [];
    }),
  );
  const names = assignNames(all.map(({ server, originalName }) => wish(server, originalName, null, alone)));
  return all.map(({ server, definition, originalName }, index) => ({
    server,
    originalName,
    listed: { ...definition, name: names[index] ?? originalName },
  }));
};

const wish = (server: ServedServer, originalName: string, rename: string | null, alone: boolean): NameWish => ({
  // Alone, names stand as they are: a client that was set up for the server finds what it knows.
  serverName: alone || !server.record ? null : server.name,
  originalName,
  rename,
  prefixed: server.record?.server.prefixed ?? false,
});
