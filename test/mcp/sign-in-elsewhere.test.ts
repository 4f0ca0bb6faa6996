import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Permission } from '../../contracts/access.ts';
import { McpDeployment } from '../../contracts/mcp-deployments.ts';
import { addPerson, signUpAdmin, type SignedInPerson } from '../harness/people.ts';
import { decideConsent, followOnce } from '../harness/oauth-app.ts';
import { startTestPlatform, type TestPlatform } from '../harness/platform.ts';
import { until } from '../harness/until.ts';
import { startElsewhere, type Elsewhere } from './fixtures/elsewhere.ts';

let elsewhere: Elsewhere;
let running: TestPlatform;
/** People of the platform: the first two have an account elsewhere, too. */
let admin: SignedInPerson;
let sam: SignedInPerson;
let third: SignedInPerson;
let adminThere: SignedInPerson;
let samThere: SignedInPerson;

beforeAll(async () => {
  elsewhere = await startElsewhere();
  adminThere = await signUpAdmin(elsewhere.api, 'Elsewhere');
  samThere = await addPerson(elsewhere.api, adminThere, 'sam@elsewhere.example', ['sales']);
  // Only here may an address of this machine be called.
  running = await startTestPlatform({ MCP_ALLOWED_PRIVATE_HOSTS: '127.0.0.1', RATE_LIMIT_FACTOR: '20' });
  const api = { origin: running.url, identity: running.identity };
  admin = await signUpAdmin(api, 'Here');
  sam = await addPerson(api, admin, 'sam@here.example', ['sales']);
  third = await addPerson(api, admin, 'third@here.example', ['sales']);
});
afterAll(async () => {
  await running?.[Symbol.asyncDispose]();
  await elsewhere?.[Symbol.asyncDispose]();
});

const post = async (person: SignedInPerson, path: string, body: unknown) =>
  await person.browser.send('POST', path, { body, headers: person.csrf });

const deploy = async (): Promise<McpDeployment> => {
  const { body } = await post(admin, '/api/mcp_server', {
    name: 'far',
    title: 'Far away',
    source: { kind: 'url', url: elsewhere.url },
    runtime: 'remote',
  });
  const { deploymentId } = z.object({ deploymentId: z.string() }).parse(body);
  return await until(
    'the end of the deployment',
    async () => {
      const found = await admin.browser.send('GET', `/api/mcp_deployment/${deploymentId}`);
      const deployment = McpDeployment.parse(found.body);
      return deployment.state !== 'running' && deployment;
    },
    { everyMs: 250 },
  );
};

/** Everything a person clicks, as requests: sign in there, say yes, come back. */
const signIn = async (person: SignedInPerson, personThere: SignedInPerson): Promise<void> => {
  const begun = await post(person, '/api/mcp_authorization', { url: elsewhere.url });
  const { authorizationUrl } = z.object({ authorizationUrl: z.string() }).parse(begun.body);
  const page = await followOnce(elsewhere.api, authorizationUrl);
  const request = page.searchParams.get('request') ?? '';
  const back = await decideConsent(personThere, request, { decision: 'approve', permissions: ['mcp-tools:use'] });
  expect(back.pathname).toBe('/oauth/callback');
  const { state, code, iss } = Object.fromEntries(back.searchParams);
  const finished = await post(person, '/api/mcp_authorization/finish', { state, code, iss });
  expect(finished.body).toEqual({ url: elsewhere.url });
};

const call = (person: SignedInPerson) => post(person, '/api/v1/mcp/execute', { tool: 'far__who_am_i' });

/** Who the server elsewhere saw, or the code of the error. */
const seenAs = async (person: SignedInPerson): Promise<string | undefined> => {
  const Body = z.object({
    content: z.array(z.object({ text: z.string() })).optional(),
    error: z.object({ code: z.string() }).optional(),
  });
  const { content, error } = Body.parse((await call(person)).body);
  return error?.code ?? content?.[0]?.text;
};

test('a server that demands a sign-in says so when it is deployed, and is ready after it', async () => {
  const failed = await deploy();
  expect(failed).toMatchObject({ state: 'failed', cause: { code: 'authorization_required' } });
  expect(failed.cause?.message).toBe('The server far asks for a sign-in.');
  await signIn(admin, adminThere);
  expect(await deploy()).toMatchObject({ state: 'succeeded', cause: null });
}, 300_000);

test('each person calls with a token of their own, and none of ours ever leaves', async () => {
  expect(await seenAs(sam)).toBe('authorization_required');
  await signIn(sam, samThere);
  elsewhere.seen.length = 0;
  const subjects = { admin: new Set<string | undefined>(), sam: new Set<string | undefined>() };
  for (let round = 0; round < 100; round += 1) {
    const [ofAdmin, ofSam] = await Promise.all([seenAs(admin), seenAs(sam)]);
    subjects.admin.add(ofAdmin);
    subjects.sam.add(ofSam);
  }
  expect(subjects).toEqual({
    admin: new Set([adminThere.session.id]),
    sam: new Set([samThere.session.id]),
  });
  const sent = JSON.stringify(elsewhere.seen);
  const ours = [admin, sam, third].flatMap(({ browser }) => [...browser.cookies.values()]);
  expect(ours.length).toBeGreaterThan(2);
  expect(ours.filter((token) => sent.includes(token))).toEqual([]);
  expect(elsewhere.seen.filter(({ cookie }) => cookie !== undefined)).toEqual([]);
  const withBearer = elsewhere.seen.filter(({ authorization }) => authorization?.startsWith('Bearer '));
  expect(withBearer.length).toBe(elsewhere.seen.length);
  expect(withBearer.length).toBeGreaterThanOrEqual(200);
  expect(new Set(withBearer.map(({ authorization }) => authorization)).size).toBe(2);
}, 200_000);

test('who did not sign in there is asked to, and calls nothing in the name of somebody else', async () => {
  elsewhere.seen.length = 0;
  expect(await seenAs(third)).toBe('authorization_required');
  expect(elsewhere.seen).toEqual([]);
});

test('a sign-in that is ended there is seen as ended here, and can be made anew', async () => {
  const { identity } = elsewhere.api;
  const there = { kind: 'user', name: 'Sam', permissions: new Set<Permission>([]), sessionId: null } as const;
  const { workspace, id: userId } = samThere.session;
  const sessions = await identity.sessions.list({ ...there, id: userId, workspaceId: workspace.id });
  for (const { id, grant } of sessions) if (grant) await identity.sessions.end(workspace.id, id, 'test');
  expect(await seenAs(sam)).toBe('authorization_required');
  expect(await seenAs(admin)).toBe(adminThere.session.id);
  const listed = await sam.browser.send('GET', '/api/mcp_authorization');
  expect(listed.body).toMatchObject({ items: [{ url: elsewhere.url, state: 'expired' }] });
  await signIn(sam, samThere);
  expect(await seenAs(sam)).toBe(samThere.session.id);
});
