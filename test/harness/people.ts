import { z } from 'zod';
import type { Role } from '../../contracts/access.ts';
import { CurrentSession } from '../../contracts/identity.ts';
import type { TestApi } from './api-app.ts';
import { createTestBrowser, type TestBrowser } from './test-browser.ts';

/** Where people sign up: a test's own API, or the whole platform. */
export type PeopleApi = Pick<TestApi, 'origin' | 'identity'>;

export const testPassword = 'correct horse battery';

export interface SignedInPerson {
  readonly browser: TestBrowser;
  readonly session: CurrentSession;
  readonly email: string;
  /** Header that writes with the cookie need. */
  readonly csrf: Record<string, string>;
}

/** Makes a workspace, lets its first admin in through the one-time link, and signs them in. */
export const signUpAdmin = async (api: PeopleApi, workspaceName: string): Promise<SignedInPerson> => {
  const link = await api.identity.links.firstAdmin(workspaceName);
  const email = `admin@${workspaceName.toLowerCase().replaceAll(/\W+/g, '-')}.example`;
  return accept(api, { token: link?.token, name: 'Ann Admin', password: testPassword, email }, email);
};

/** Invites somebody and uses their link. */
export const addPerson = async (
  api: PeopleApi,
  admin: SignedInPerson,
  email: string,
  roles: readonly Role[],
): Promise<SignedInPerson> => {
  const invited = await admin.browser.send('POST', '/api/v1/users', {
    body: { email, name: 'Sam', roles },
    headers: admin.csrf,
  });
  const { link } = z.object({ link: z.string() }).parse(invited.body);
  return accept(api, { token: link.split('/').at(-1), name: 'Sam Sales', password: testPassword }, email);
};

/** Signs in with e-mail and password in a fresh browser. */
export const signIn = async (api: PeopleApi, email: string, userAgent?: string): Promise<SignedInPerson> => {
  const browser = createTestBrowser(api.origin, userAgent);
  const answer = await browser.send('POST', '/api/v1/auth/login', { body: { email, password: testPassword } });
  return toPerson(browser, answer.body, email);
};

const accept = async (api: PeopleApi, body: unknown, email: string): Promise<SignedInPerson> => {
  const browser = createTestBrowser(api.origin);
  const answer = await browser.send('POST', '/api/v1/auth/links/accept', { body });
  return toPerson(browser, answer.body, email);
};

const toPerson = (browser: TestBrowser, body: unknown, email: string): SignedInPerson => {
  const session = CurrentSession.parse(body);
  return { browser, session, email, csrf: { 'x-csrf-token': session.csrfToken ?? '' } };
};
