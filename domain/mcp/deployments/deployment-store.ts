import type { Page } from '../../../contracts/kernel/page.ts';
import type { DeploymentStep, DeploymentStepName, McpDeployment } from '../../../contracts/mcp-deployments.ts';
import type { McpServerSource } from '../../../contracts/mcp-server-source.ts';
import type { McpServer } from '../../../contracts/mcp-servers.ts';
import type { StoredCause } from '../cause.ts';
import type { ServerDefinitions, ToolRule } from '../mcp-server-store.ts';

/** What a server was before a deployment: where an unfinished one goes back to. */
export interface BeforeDeployment {
  readonly installation: number;
  readonly state: McpServer['state'];
  readonly source: McpServerSource;
  readonly version: string | null;
  readonly protocolVersion: string | null;
  readonly definitions: ServerDefinitions | null;
  readonly toolRules: Readonly<Record<string, ToolRule>>;
}

/** A deployment as it is stored. The record is the outbox too: `startPending` until its workflow took it. */
export interface DeploymentRecord extends Omit<McpDeployment, 'cause'> {
  readonly workspaceId: string;
  readonly cause: StoredCause | null;
  readonly startPending: boolean;
  /** Asked to end; whoever works on it stops at the next step. */
  readonly cancelRequested: boolean;
  /** A removal that does not wait for the agent any longer; what is left there goes once it is back. */
  readonly forgetRequested?: boolean;
  /** The installation it builds; 0 while it has none, and for removals. */
  readonly installation: number;
  /** The version that an upgrade goes to; null keeps the source as it is. */
  readonly version: string | null;
  /** What the server was when this was accepted; null for a first deployment. */
  readonly stateBefore?: McpServer['state'] | null;
  /** Null for a first deployment. */
  readonly before: BeforeDeployment | null;
  readonly revision: number;
}

export type DeploymentChange = Partial<
  Pick<
    DeploymentRecord,
    'state' | 'cause' | 'endedAt' | 'startPending' | 'cancelRequested' | 'forgetRequested' | 'installation' | 'before'
  >
>;

export interface DeploymentLogLine {
  readonly seq: number;
  readonly at: string;
  readonly step: DeploymentStepName;
  readonly text: string;
}

export interface DeploymentStore {
  insert(record: DeploymentRecord): Promise<void>;
  find(workspaceId: string, deploymentId: string): Promise<DeploymentRecord | null>;
  /** Newest first. */
  list(
    workspaceId: string,
    query: {
      serverId?: string | undefined;
      state?: McpDeployment['state'] | undefined;
      cursor?: string | undefined;
      limit: number;
    },
  ): Promise<Page<DeploymentRecord>>;
  /** One atomic write; null when there is none or it is not in one of the states. */
  change(
    workspaceId: string,
    deploymentId: string,
    change: DeploymentChange,
    states?: readonly McpDeployment['state'][],
  ): Promise<DeploymentRecord | null>;
  /** Changes single steps by name, in one atomic write. */
  changeSteps(
    workspaceId: string,
    deploymentId: string,
    steps: Readonly<Partial<Record<DeploymentStepName, Partial<Omit<DeploymentStep, 'name'>>>>>,
  ): Promise<DeploymentRecord | null>;
  delete(workspaceId: string, deploymentId: string): Promise<void>;
  /** Numbers the line; beyond a bounded number of lines it keeps none and answers null. */
  appendLog(
    workspaceId: string,
    deploymentId: string,
    line: Omit<DeploymentLogLine, 'seq'>,
  ): Promise<DeploymentLogLine | null>;
  logs(workspaceId: string, deploymentId: string, after: number): Promise<DeploymentLogLine[]>;
  /** Across workspaces, for the outbox alone: accepted before `before`, and no workflow has it yet. */
  pendingStarts(limit: number, before: Date): Promise<DeploymentRecord[]>;
}
