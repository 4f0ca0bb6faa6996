import type { EdgeLimits } from '../edge-parts.ts';
import type { LegacySession } from './legacy-session.ts';

/** Open legacy sessions by id. */
export interface LegacySessions extends Disposable {
  /** Makes room in the workspace by ending the session that was idle longest. */
  add(session: LegacySession): void;
  /** Null for an unknown id, and for another caller's. */
  find(id: string, owner: string): LegacySession | null;
  end(session: LegacySession): void;
  readonly size: number;
}

const sweepEveryMs = 30_000;

export const createLegacySessions = (
  limits: Pick<EdgeLimits, 'sessionsPerWorkspace' | 'sessionIdleMs'>,
): LegacySessions => {
  const sessions = new Map<string, LegacySession>();
  const perWorkspace = new Map<string, number>();
  const end = (session: LegacySession): void => {
    if (!sessions.delete(session.id)) return;
    const left = (perWorkspace.get(session.workspaceId) ?? 1) - 1;
    if (left > 0) perWorkspace.set(session.workspaceId, left);
    else perWorkspace.delete(session.workspaceId);
    session.end();
  };
  const sweep = (): void => {
    const oldest = Date.now() - limits.sessionIdleMs;
    for (const session of sessions.values()) if (session.lastUsedMs < oldest) end(session);
  };
  const timer = setInterval(sweep, Math.min(sweepEveryMs, limits.sessionIdleMs)).unref();
  return {
    add: (session) => {
      const { workspaceId } = session;
      if ((perWorkspace.get(workspaceId) ?? 0) >= limits.sessionsPerWorkspace) {
        const own = [...sessions.values()].filter((other) => other.workspaceId === workspaceId);
        const idlest = own.sort((a, b) => a.lastUsedMs - b.lastUsedMs)[0];
        if (idlest) end(idlest);
      }
      sessions.set(session.id, session);
      perWorkspace.set(workspaceId, (perWorkspace.get(workspaceId) ?? 0) + 1);
    },
    find: (id, owner) => {
      const session = sessions.get(id);
      return session?.owner === owner ? session : null;
    },
    end,
    get size() {
      return sessions.size;
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      for (const session of sessions.values()) end(session);
    },
  };
};
