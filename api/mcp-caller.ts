import type { Request } from 'express';
import type { Identity } from '../contracts/access.ts';
import { fail } from '../contracts/kernel/fail.ts';
import type { CallerService } from '../domain/identity/caller-service.ts';
import type { GatewayCaller } from '../domain/mcp/gateway.ts';
import type { Credentials } from './middleware/credentials.ts';
import type { RequestContext } from './request-context.ts';

export interface ToolCallers {
  /** The caller of a REST request, as the gateway knows callers. */
  of(call: { identity: Identity; context: RequestContext; request: Request }): Promise<GatewayCaller>;
}

const maxClientLength = 200;

/**
 * Callers that come over REST. Our own servers call this platform's API back as them: with the bearer token that was
 * shown, or, for a person in the browser, with a fresh one for the same sign-in; a cookie never travels on.
 */
export const toolCallers = ({
  credentials,
  callers,
}: {
  credentials: Pick<Credentials, 'extract'>;
  callers: Pick<CallerService, 'tokenFor'>;
}): ToolCallers => {
  const tokenOf = (request: Request, identity: Identity): string => {
    const shown = credentials.extract(request);
    if (!shown) throw fail('unauthenticated');
    return shown.kind === 'bearer' ? shown.token : callers.tokenFor(identity);
  };
  return {
    of: async ({ identity, context, request }) => ({
      identity,
      token: tokenOf(request, identity),
      client: request.headers['user-agent']?.slice(0, maxClientLength) ?? null,
      era: 'rest',
      sessionKey: null,
      correlationId: context.correlationId,
      locale: context.locale,
    }),
  };
};
