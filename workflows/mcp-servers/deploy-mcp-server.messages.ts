export interface DeployMcpServerInput {
  workspaceId: string;
  deploymentId: string;
}

export const deployMcpServerType = 'deployMcpServer';
export const removeMcpServerType = 'removeMcpServer';

/** One workflow per deployment: a second start of the same one finds the first. */
export const deploymentWorkflowId = ({ deploymentId }: Pick<DeployMcpServerInput, 'deploymentId'>): string =>
  `deployment-${deploymentId}`;
