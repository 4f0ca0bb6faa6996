import type { ReplyStore } from '../domain/idempotency/reply-store.ts';
import type { OauthStore } from '../domain/oauth/oauth-stores.ts';
import type { SessionService } from '../domain/identity/session-service.ts';

const everyMs = 3_600_000;
/** Codes live a minute; a client that registered itself and was never let in is forgotten after a day. */
const oauthKeptMs = 24 * everyMs;

export interface SweepDeps {
  readonly replies: Pick<ReplyStore, 'sweep'>;
  readonly sessions: Pick<SessionService, 'sweep'>;
  readonly oauth: Pick<OauthStore, 'sweep'>;
  readonly log: { warn(fields: Record<string, unknown>, message: string): void };
}

/** Removes old answers and sign-ins now and every hour: the database stand-in expires nothing by itself. */
export const startSweeps = ({ replies, sessions, oauth, log }: SweepDeps): Disposable => {
  const sweep = () => {
    Promise.all([replies.sweep(), sessions.sweep(), oauth.sweep(new Date(Date.now() - oauthKeptMs))]).catch(
      (err: unknown) => log.warn({ err }, 'sweep failed'),
    );
  };
  sweep();
  const timer = setInterval(sweep, everyMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
};
