/** How patient the agent is; tests shorten it. */
export interface AgentTimings {
  readonly handshakeMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly endGraceMs: number;
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  /** A process that ran so long was healthy: its next restart waits the shortest time again. */
  readonly healthyAfterMs: number;
  /** So many exits within the window lead to quarantine. */
  readonly quarantineExits: number;
  readonly quarantineWindowMs: number;
  /** A caller waits so long for a restart; when that is due later, it is told at once. */
  readonly restartPatienceMs: number;
  /** A request that waits for its caller's answer, and nobody came for so long, is cancelled. */
  readonly parkedMs: number;
}

export const agentTimings: AgentTimings = {
  handshakeMs: 30_000,
  endGraceMs: 2_000,
  firstBackoffMs: 1_000,
  longestBackoffMs: 60_000,
  healthyAfterMs: 60_000,
  quarantineExits: 5,
  quarantineWindowMs: 5 * 60_000,
  restartPatienceMs: 1_500,
  parkedMs: 10 * 60_000,
};
