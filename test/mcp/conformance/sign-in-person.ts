import { randomBytes } from 'node:crypto';
import type { Identity } from '../../../contracts/access.ts';
import { Failure } from '../../../contracts/kernel/fail.ts';
import type { RegisteredClient } from '../../../domain/mcp/authorizations/registered-client.ts';
import { oneTimeSecrets } from '../../../infra/crypto/one-time-secrets.ts';
import { createTextSealer } from '../../../infra/crypto/text-sealer.ts';
import { createAuthorizations } from '../../../mcp/gateway/authorizations/authorizations.ts';
import { createMemoryAuthorizations } from '../fixtures/memory-authorizations.ts';

const person: Identity = {
  kind: 'user',
  id: 'usr_conformance',
  name: 'Conformance',
  workspaceId: 'wsp_conformance',
  permissions: new Set(['mcp-tools:use']),
  sessionId: 'ses_conformance',
};
/** Nobody listens there: the person reads the address that the browser would be sent to. */
const redirectUrl = 'http://127.0.0.1:1/oauth/callback';
/** The suite looks for this client id where client-id metadata documents are supported. */
const metadataUrl = 'https://conformance-test.local/client-metadata.json';

/** Our sign-in code, with a person in front of it who opens each page it names and says yes. */
export const createSignInPerson = (url: URL, registered: RegisteredClient | null) => {
  const authorizations = createAuthorizations({
    store: createMemoryAuthorizations(),
    fetch,
    secrets: oneTimeSecrets,
    seal: createTextSealer(randomBytes(32).toString('base64url'), 'conformance'),
    redirectUrls: [redirectUrl],
    metadataUrl,
    registeredClient: async () => registered,
    now: Date.now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

  const signIn = async (): Promise<void> => {
    const page = await authorizations.begin(person, url.href);
    const answer = await fetch(page, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '', page);
    if (!back.href.startsWith(redirectUrl)) throw new Error(`the sign-in ended at ${back.origin}`);
    const { searchParams } = back;
    await authorizations.finish(person, {
      state: searchParams.get('state') ?? '',
      code: searchParams.get('code') ?? '',
      iss: searchParams.get('iss'),
    });
  };

  return {
    fetch: authorizations.fetchFor(person.workspaceId, person.id, url.href),
    /** Does the work, and again after each sign-in that it asks for; who bounds that is the code under test. */
    withSignIn: async <T>(work: () => Promise<T>): Promise<T> => {
      for (;;)
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof Failure) || error.code !== 'authorization_required') throw error;
          await signIn();
        }
    },
  };
};
