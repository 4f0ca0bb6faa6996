import type { McpServer } from '../../contracts/mcp-servers.ts';
import type { JsonObject } from './upstream.ts';

/** What a server last said it has: raw definitions, as it sent them. */
export interface ServerDefinitions {
  readonly tools: readonly JsonObject[];
  readonly resources: readonly JsonObject[];
  readonly resourceTemplates: readonly JsonObject[];
  readonly prompts: readonly JsonObject[];
  readonly capabilities: JsonObject;
  readonly instructions: string | null;
}

/** What an admin decided about one tool, by the name the server gave it. */
export interface ToolRule {
  readonly hidden: boolean;
  readonly rename: string | null;
  /** SHA-256 of the canonical raw definition that may be called; null while none was approved. */
  readonly approvedHash: string | null;
  /** What was approved, as the server sent it: a person compares a changed definition with it. */
  readonly approvedDefinition?: JsonObject | null;
}

/** A server as it is stored: what callers see, and what the platform needs to run it. */
export interface McpServerRecord {
  readonly workspaceId: string;
  readonly server: McpServer;
  /** Sealed values of `server.secretNames`; opened only where the server is started or called. */
  readonly sealedSecrets: string | null;
  /** The installation that runs, and the highest number ever used. */
  readonly installation: number;
  readonly lastInstallation: number;
  readonly definitions: ServerDefinitions | null;
  readonly toolRules: Readonly<Record<string, ToolRule>>;
  /** The deployment that runs now: the lock that keeps it the only one. */
  readonly deploymentId?: string | null;
  /** What the message of `server.cause` is filled with, so that each reader gets it in their language. */
  readonly causeDetails?: JsonObject | null;
  /** The user whose sign-in elsewhere the platform uses to deploy, probe and list a server by url. */
  readonly addedById?: string | null;
  /** Probes that failed in a row. */
  readonly failedProbes?: number;
}

export type McpServerRecordChange = Partial<Omit<McpServerRecord, 'workspaceId' | 'server'>> & {
  readonly server?: Partial<Omit<McpServer, 'id' | 'name' | 'revision' | 'createdAt'>>;
};

export interface McpServerStore {
  /** Fails with `mcp_server_name_taken`. */
  insert(record: McpServerRecord): Promise<void>;
  find(workspaceId: string, serverId: string): Promise<McpServerRecord | null>;
  /** By name; a workspace has at most some hundred. */
  all(workspaceId: string): Promise<McpServerRecord[]>;
  /** One atomic write; null when there is none or `guard` does not hold. Raises `server.revision` unless `quietly`. */
  change(
    workspaceId: string,
    serverId: string,
    change: McpServerRecordChange,
    guard?: {
      revision?: number;
      states?: readonly McpServer['state'][];
      /** Exactly this deployment holds the server; null: none does. */
      deploymentId?: string | null;
      quietly?: boolean;
    },
  ): Promise<McpServerRecord | null>;
  delete(workspaceId: string, serverId: string): Promise<boolean>;
  /** Across workspaces, for the status schedule alone. */
  everywhere(states: readonly McpServer['state'][]): Promise<Pick<McpServerRecord, 'workspaceId' | 'server'>[]>;
}
