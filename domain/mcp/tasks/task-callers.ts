import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { CallerService } from '../../identity/caller-service.ts';
import type { AccessTokens, Clock } from '../../identity/credential-ports.ts';
import type { ServiceAccountStore } from '../../identity/identity-stores.ts';
import type { GatewayCaller } from '../gateway.ts';
import type { TaskRecord } from './task-store.ts';

export interface TaskCallersDeps {
  readonly callers: Pick<CallerService, 'identify' | 'tokenFor'>;
  readonly tokens: Pick<AccessTokens, 'signService'>;
  readonly serviceAccounts: Pick<ServiceAccountStore, 'find'>;
  readonly clock: Clock;
}

/**
 * Who a durable call runs as: its owner, with what they may do now. Throws `invalid_token` once the owner's sign-in or
 * service account has ended.
 */
export const taskCallers = ({ callers, tokens, serviceAccounts, clock }: TaskCallersDeps) => {
  const tokenOf = async ({ workspaceId, owner, createdBy }: TaskRecord): Promise<string> => {
    if (owner.kind === 'user') {
      const person: Identity = { ...owner, workspaceId, name: createdBy, permissions: new Set() };
      return callers.tokenFor(person);
    }
    const account = await serviceAccounts.find(workspaceId, owner.id);
    if (!account) throw fail('invalid_token');
    return tokens.signService({ accountId: account.id, workspaceId, secretVersion: account.secretVersion }, clock())
      .token;
  };
  return async (record: TaskRecord): Promise<GatewayCaller> => {
    const token = await tokenOf(record);
    const { client, era, correlationId, locale, sessionKey = null } = record;
    const identity = await callers.identify(token, 'bearer');
    // The agent keeps a session's process for as long as a kept call runs in it, also when the session is over.
    return { identity, token, client, era, sessionKey, correlationId, locale };
  };
};
