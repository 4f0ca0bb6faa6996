import { z } from 'zod';
import { mcpRoutes, type McpRouteDeps } from '../../api/http/mcp.ts';
import { oauthRoutes } from '../../api/http/oauth.ts';
import { createOwnOrigin } from '../../api/middleware/own-origin.ts';
import { createOauthService } from '../../domain/oauth/oauth-service.ts';
import { createTextSealer } from '../../infra/crypto/text-sealer.ts';
import { createMongoIdentityStores } from '../../infra/mongo/identity/identity-stores.ts';
import { createMongoOauthStore } from '../../infra/mongo/identity/oauth-store.ts';
import { startTestApi, testTokenSecret, type TestApi } from './api-app.ts';
import type { SignedInPerson } from './people.ts';

/** Registers nowhere: its id is the address of a document about it. */
export const documentedClient = 'https://app.example/client.json';

export const testSeal = (purpose: string) => createTextSealer(testTokenSecret, purpose);

const tellCaller: McpRouteDeps['edge']['handle'] = async (_request, response, { identity: caller, token }) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: caller.id, permissions: [...caller.permissions], token }));
};

/** Identity, our authorization server, and a `/mcp` behind it, which answers who it was called by unless told otherwise. */
export const startOauthApi = async (handle = tellCaller): Promise<TestApi> => {
  const isOwnOrigin = createOwnOrigin(undefined);
  const api: TestApi = await startTestApi({
    routes: (router, { identity, crypto, database, credentials }) => {
      const oauth = createOauthService({
        store: createMongoOauthStore(database.connection),
        documents: {
          read: async (id) =>
            id === documentedClient ? { name: 'Documented', redirectUris: ['https://app.example/cb'] } : null,
        },
        users: createMongoIdentityStores(database.connection).users,
        sessions: identity.sessions,
        secrets: crypto.secrets,
        seal: testSeal('oauth-requests'),
        clock: () => api.clock.now(),
      });
      router.use(oauthRoutes({ oauth, isOwnOrigin, publicUrl: 'http://localhost:1' }));
      router.use(
        mcpRoutes({
          edge: { handle },
          credentials,
          callers: identity.callers,
          isOwnOrigin,
          publicUrl: undefined,
        }),
      );
    },
  });
  return api;
};

/** Opens an address as a browser does and answers where it is sent. */
export const followOnce = async (api: TestApi, url: URL | string): Promise<URL> => {
  const answer = await fetch(url, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '', api.origin);
};

/** The person decides on the consent page; answers where the browser goes. */
export const decideConsent = async (
  person: SignedInPerson,
  request: string,
  body: Record<string, unknown>,
): Promise<URL> => {
  const answer = await person.browser.send('POST', '/api/v1/oauth/consents', {
    body: { request, ...body },
    headers: person.csrf,
  });
  return new URL(z.object({ redirectTo: z.string() }).parse(answer.body).redirectTo);
};
