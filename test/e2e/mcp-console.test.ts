import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpToolEndpoints } from '../../contracts/mcp-calls.ts';
import { externalMcpClientEndpoints } from '../../contracts/mcp-clients.ts';
import { mcpDeploymentEndpoints } from '../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints } from '../../contracts/mcp-servers.ts';
import { chromiumPath, openBrowser } from '../../scripts/cli/open-browser.ts';
import { acceptLink } from '../harness/accept-link.ts';
import { refusal } from '../harness/calls-api.ts';
import { fixtureFolder } from '../harness/fixture-server.ts';
import { accessibilityViolations, layoutViolations } from '../harness/accessibility-violations.ts';
import { openPage } from '../harness/open-page.ts';
import { startTestPlatform, type TestPlatform } from '../harness/platform.ts';
import { until } from '../harness/until.ts';

const workspace = 'Console shop';
const ids = { server: '', deployment: '', task: '' };

let folder: Awaited<ReturnType<typeof fixtureFolder>>;
let running: TestPlatform;
let browser: Browser;
let visitor: Awaited<ReturnType<typeof openPage>>;

/** A server that runs, one call in the log, and one client. */
const prepare = async (): Promise<void> => {
  const { call } = await running.program({ workspace });
  const source = { kind: 'local' as const, folder: 'fixture', program: 'node' as const, args: ['index.ts', '/data'] };
  const body = { name: 'fixture', title: 'Counting fixture', source, runtime: 'process' as const };
  const { server, deploymentId } = await call(mcpServerEndpoints.deploy, { body });
  Object.assign(ids, { server: server.id, deployment: deploymentId });
  await until('the server runs', async () => {
    const { state, cause } = await call(mcpDeploymentEndpoints.get, { params: { id: deploymentId } });
    if (state === 'failed') throw new Error(cause?.raw ?? cause?.message);
    return state === 'succeeded';
  });
  const message = 'Which quotes are open?';
  await call(mcpToolEndpoints.execute, { body: { tool: 'analyze_intent', arguments: { message } } });
  await call(externalMcpClientEndpoints.create, { body: { name: 'Claude on my laptop', kind: 'claude' } });
};

describe.skipIf(chromiumPath === undefined)('the console of the MCP platform in a real browser', () => {
  beforeAll(async () => {
    folder = await fixtureFolder();
    running = await startTestPlatform({ MCP_LOCAL_FOLDER: folder.path }, { web: true });
    await prepare();
    browser = await openBrowser();
    visitor = await openPage(browser);
    await acceptLink(visitor.page, await running.firstAdminLink(workspace), {
      email: 'ann@console-shop.example',
      name: 'Ann Berg',
    });
  });
  afterAll(async () => {
    await browser?.close();
    await running?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  test('a server is found in the list, and its page shows its state and its tools', async () => {
    const { page } = visitor;
    await page.goto(`${running.url}/servers`);
    await page.getByRole('link', { name: /Counting fixture/ }).click();
    await page.waitForURL(`**/servers/${ids.server}`);
    await page.getByRole('tab', { name: 'Tools' }).click();
    const tools = page.getByRole('list', { name: 'Tools of the server' }).getByRole('listitem');
    await tools.first().waitFor();
    expect(await tools.count()).toBeGreaterThan(0);
  });

  test('a tool is tried by its form, and what it answered is found again at its address', async () => {
    const { page } = visitor;
    await page.goto(`${running.url}/tools/try?tool=analyze_intent`);
    await page.getByLabel(/message/).fill('Which quotes are open?');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('region', { name: 'Structured answer' }).waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'Structured answer' }).waitFor();
    await page.getByRole('link', { name: 'Open on a page of its own' }).click();
    await page.waitForURL('**/tools/tasks/tsk_*');
    await page.getByRole('region', { name: 'Structured answer' }).waitFor();
    ids.task = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(ids.task).toMatch(/^tsk_/);
  });

  test('a new client gets its configuration with its secret once', async () => {
    const { page } = visitor;
    await page.goto(`${running.url}/clients`);
    await page.getByRole('button', { name: 'Allow a client' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Nightly job');
    await page.getByLabel('Signs in').selectOption('service-account');
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByText('Nightly job may come in').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByText('Nightly job may come in').waitFor({ state: 'detached' });
  });

  test('the agent is shown with what runs there', async () => {
    const { page } = visitor;
    await page.goto(`${running.url}/servers`);
    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByText('Answers', { exact: true }).waitFor();
    const servers = page.getByRole('region', { name: 'Servers of this workspace' }).getByRole('listitem');
    await servers.filter({ hasText: 'Counting fixture' }).getByText('Running', { exact: true }).waitFor();
    expect(await servers.count()).toBe(1);
  });

  test('a limit that is lowered refuses the next server', async () => {
    const { page } = visitor;
    const { call } = await running.program({ workspace });
    const source = { kind: 'npm' as const, package: 'anything' };
    const deployed = () =>
      refusal(
        call(mcpServerEndpoints.deploy, {
          body: { name: 'one-more', title: 'One more', source, runtime: 'process' },
        }),
      );
    await page.goto(`${running.url}/settings/limits`);
    await page.getByText('1 of 100 in use').waitFor();
    await page.getByRole('textbox', { name: 'MCP servers' }).fill('1');
    await page.getByRole('button', { name: 'Save limits' }).click();
    await page.getByText('Saved.').waitFor();
    expect(await deployed()).toBe('409 mcp_server_limit_reached');
  });

  test.each([
    ['/servers', () => '/servers'],
    ['a server', () => `/servers/${ids.server}`],
    ['its tools', () => `/servers/${ids.server}?tab=tools`],
    ['its logs', () => `/servers/${ids.server}?tab=logs`],
    ['its deployments', () => `/servers/${ids.server}?tab=deployments`],
    ['its connections', () => `/servers/${ids.server}?tab=connections`],
    ['its settings', () => `/servers/${ids.server}?tab=settings`],
    ['a deployment', () => `/servers/deployments/${ids.deployment}`],
    ['the catalogue', () => '/servers/add'],
    ['the import', () => '/servers/add/import'],
    ['the wizard', () => '/servers/new?kind=npm'],
    ['/tools', () => '/tools'],
    ['a tool', () => `/tools/try?tool=analyze_intent&task=${ids.task}`],
    ['/tools/tasks', () => '/tools/tasks'],
    ['a task', () => `/tools/tasks/${ids.task}`],
    ['/request-log', () => '/request-log'],
    ['/clients', () => '/clients'],
    ['/audit', () => '/audit'],
    ['the agents', () => '/servers/agents'],
    ['the limits', () => '/settings/limits'],
  ])('%s has no accessibility violation on desk and phone, light and dark', async (_name, path) => {
    const { page } = visitor;
    await page.goto(running.url + path());
    await page.locator('main').getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await layoutViolations(page)).toEqual([]);
  });

  test('no page reported an error', () => {
    expect(visitor.errors.filter((error) => !error.includes('401'))).toEqual([]);
  });
});
