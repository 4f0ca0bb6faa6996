import type { McpServerRecord } from '../../domain/mcp/mcp-server-store.ts';
import { examineTools, type ExaminedTool } from '../../domain/mcp/tool-state.ts';

/** A record with what was derived from it. */
export interface Remembered {
  readonly record: McpServerRecord;
  readonly tools: readonly ExaminedTool[];
}

export interface RecordMemory {
  /** The very object of last time where nothing changed that the gateway looks at. */
  remember(record: McpServerRecord): Promise<Remembered>;
  forget(serverId: string): void;
}

interface Entry extends Remembered {
  readonly text: string;
  readonly toolsText: string;
}

/** Spares examining the same definitions at every reading, and tells changes from probes that only count. */
export const createRecordMemory = (): RecordMemory => {
  const entries = new Map<string, Entry>();
  return {
    remember: async (record) => {
      const text = textOf(record);
      const known = entries.get(record.server.id);
      if (known?.text === text) return known;
      const definitions = record.definitions?.tools ?? [];
      const toolsText = JSON.stringify(definitions);
      const tools = known?.toolsText === toolsText ? known.tools : await examineTools(definitions);
      const entry = { text, toolsText, record, tools };
      entries.set(record.server.id, entry);
      return entry;
    },
    forget: (serverId) => void entries.delete(serverId),
  };
};

/** What decides how a server is shown and called. Health and the like change every 30 s and decide nothing here. */
const textOf = ({
  workspaceId,
  server,
  installation,
  sealedSecrets,
  definitions,
  toolRules,
}: McpServerRecord): string => {
  const { name, source, limits, prefixed, sharing, idleSleepSeconds, cacheSeconds, environment, state, createdAt } =
    server;
  const settings = [
    name,
    source,
    limits,
    prefixed,
    sharing,
    idleSleepSeconds,
    cacheSeconds,
    environment,
    state,
    createdAt,
  ];
  return JSON.stringify([workspaceId, settings, installation, sealedSecrets, definitions, toolRules]);
};
