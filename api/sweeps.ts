import type { ReplyStore } from '../domain/idempotency/reply-store.ts';
import type { SessionService } from '../domain/identity/session-service.ts';

const everyMs = 3_600_000;

export interface SweepDeps {
  readonly replies: Pick<ReplyStore, 'sweep'>;
  readonly sessions: Pick<SessionService, 'sweep'>;
  readonly log: { warn(fields: Record<string, unknown>, message: string): void };
}

/** Removes old answers and sign-ins now and every hour: the database stand-in expires nothing by itself. */
export const startSweeps = ({ replies, sessions, log }: SweepDeps): Disposable => {
  const sweep = () => {
    Promise.all([replies.sweep(), sessions.sweep()]).catch((err: unknown) => log.warn({ err }, 'sweep failed'));
  };
  sweep();
  const timer = setInterval(sweep, everyMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
};
