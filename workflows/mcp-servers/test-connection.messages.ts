export interface TestConnectionInput {
  workspaceId: string;
  serverId: string;
  /** Pause before the second try; the third waits twice as long. */
  firstPauseMs: number;
}

export const testConnectionType = 'testConnection';
