import type { ExaminedTool } from '../../domain/mcp/tool-state.ts';
import type { McpServerRecord, ServerDefinitions, ToolRule } from '../../domain/mcp/mcp-server-store.ts';

/** A server as the gateway shows it: one of ours, which needs no record, or a deployed one. */
export interface ServedServer {
  readonly name: string;
  /** `mcp_…`; ours have fixed ones. */
  readonly id: string;
  /** Null for our own servers. */
  readonly record: McpServerRecord | null;
  readonly definitions: ServerDefinitions;
  readonly tools: readonly ExaminedTool[];
  readonly rules: Readonly<Record<string, ToolRule>>;
}

export const noDefinitions: ServerDefinitions = {
  tools: [],
  resources: [],
  resourceTemplates: [],
  prompts: [],
  capabilities: {},
  instructions: null,
};

/** Our servers are in no store: their id is their name, filled up to the shape of one. */
export const ownServerId = (name: string): string => `mcp_${name.padStart(26, '0')}`;
