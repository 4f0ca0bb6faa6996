import type { WorkflowSubjectKind } from '../contracts/operations.ts';
import { tellCause } from '../domain/mcp/cause.ts';
import type { Stores } from '../infra/open-stores.ts';

type SubjectStores = Pick<Stores, 'documents' | 'quotes' | 'mcpDeployments' | 'mcpServers' | 'mcpTasks'>;

/** What an operator reads about the subjects of workflows. */
export const operationSubjects = ({ documents, quotes, mcpDeployments, mcpServers, mcpTasks }: SubjectStores) => {
  const labels: Readonly<
    Record<WorkflowSubjectKind, (workspaceId: string, id: string) => Promise<string | null | undefined>>
  > = {
    document: async (workspaceId, id) => (await documents.find(workspaceId, id))?.fileName,
    quote: async (workspaceId, id) => (await quotes.find(workspaceId, id))?.number,
    'mcp-deployment': async (workspaceId, id) => (await mcpDeployments.find(workspaceId, id))?.serverName,
    'mcp-server': async (workspaceId, id) => (await mcpServers.find(workspaceId, id))?.server.title,
    'mcp-task': async (workspaceId, id) => (await mcpTasks.find(workspaceId, id))?.tool,
  };
  return {
    /** Null when it is gone. */
    labelOf: async (workspaceId: string, kind: WorkflowSubjectKind, id: string): Promise<string | null> =>
      (await labels[kind](workspaceId, id)) ?? null,

    /** A deployment that failed was taken back, and its workflow came to a good end: the record alone says so. */
    causeOf: async (workspaceId: string, kind: WorkflowSubjectKind, id: string): Promise<string | null> => {
      if (kind !== 'mcp-deployment') return null;
      const deployment = await mcpDeployments.find(workspaceId, id);
      return deployment?.state === 'failed' && deployment.cause ? tellCause(deployment.cause).message : null;
    },
  };
};
