import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userEndpoints } from '../../contracts/identity.ts';
import { CallError } from '../../contracts/kernel/client.ts';
import { mcpToolEndpoints } from '../../contracts/mcp-calls.ts';
import { mcpDeploymentEndpoints } from '../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints } from '../../contracts/mcp-servers.ts';
import { chromiumPath, openBrowser } from '../../scripts/cli/open-browser.ts';
import { acceptLink } from '../harness/accept-link.ts';
import { fixtureFolder } from '../harness/fixture-server.ts';
import { loggedCall } from '../harness/logged-call.ts';
import { openPage } from '../harness/open-page.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { until } from '../harness/until.ts';

const workspace = 'Flow shop';
const ids = { server: '', broken: '' };

let folder: Awaited<ReturnType<typeof fixtureFolder>>;
let running: TestPlatform;
let browser: Browser;
let admin: TestProgram;
let page: Page;

const deploy = (name: string, title: string, args: string[]) =>
  admin.call(mcpServerEndpoints.deploy, {
    body: {
      name,
      title,
      source: { kind: 'local', folder: 'fixture', program: 'node', args: ['index.ts', ...args] },
      runtime: 'process',
    },
  });

const ended = (id: string, wanted: string): Promise<unknown> =>
  until(`deployment ${id} is ${wanted}`, async () => {
    const { state, cause } = await admin.call(mcpDeploymentEndpoints.get, { params: { id } });
    if (state !== 'running' && state !== wanted) throw new Error(cause?.raw ?? state);
    return state === wanted;
  });

const open = async (path: string, visitor = page): Promise<void> => {
  await visitor.goto(running.url + path);
  await visitor.locator('main').getByRole('heading').first().waitFor();
};

describe.skipIf(chromiumPath === undefined)('what an admin does in the console of the MCP platform', () => {
  beforeAll(async () => {
    folder = await fixtureFolder('changing-server.ts');
    running = await startTestPlatform({ MCP_LOCAL_FOLDER: folder.path }, { web: true });
    admin = await running.program({ workspace });
    const [good, bad] = await Promise.all([
      deploy('workshop', 'Workshop planning', []),
      deploy('broken', 'Broken thing', ['--fail']),
    ]);
    Object.assign(ids, { server: good.server.id, broken: bad.deploymentId });
    await Promise.all([ended(good.deploymentId, 'succeeded'), ended(bad.deploymentId, 'failed')]);
    browser = await openBrowser();
    ({ page } = await openPage(browser));
    const link = await running.firstAdminLink(workspace);
    await acceptLink(page, link, { email: 'ann@flow-shop.example', name: 'Ann Berg' });
  });
  afterAll(async () => {
    await browser?.close();
    await running?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  test('a deployment that failed says why, in the words of the server too, and the operator sees it', async () => {
    await open(`/servers/deployments/${ids.broken}`);
    await page.getByText('The server ended right after its start').waitFor();
    await page.getByRole('region', { name: 'Lines of “Start it”' }).getByText('WORKSHOP_KEY is missing').waitFor();
    await open('/operations');
    await page.getByRole('link', { name: /broken.*Deploy an MCP server.*Failed/ }).click();
    await page.getByRole('link', { name: 'Open the deployment' }).click();
    await page.waitForURL(`**/servers/deployments/${ids.broken}`);
    expect(await page.getByRole('button', { name: 'Retry failed step' }).count()).toBe(0);
  });

  test('the palette finds a server, and a tool that counts when it is run', async () => {
    await open('/servers');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search or go to').fill('workshop');
    await page.getByRole('option', { name: /Workshop planning/ }).waitFor();
    await page.getByRole('option', { name: /Count the stock/ }).click();
    await page.waitForURL('**/tools/try?tool=workshop__count_stock');
    await page.getByRole('heading', { level: 1, name: 'Count the stock' }).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const counted = page.getByText('128 pieces on 4 shelves');
    await counted.waitFor();
    expect(await counted.count()).toBe(1);
  });

  test('what a tool asks while it is tried is asked below its form, and answered there', async () => {
    await open('/tools/try?tool=workshop__book_slot');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByLabel(/Customer/).fill('Müller & Söhne');
    await page.getByLabel(/Slot/).selectOption({ label: 'afternoon' });
    await page.getByRole('button', { name: 'Answer' }).click();
    const result = page.getByText('The answer:');
    await result.waitFor();
    expect(await result.textContent()).toContain(
      '"action":"accept","content":{"customer":"Müller & Söhne","slot":"afternoon","notify":true}',
    );
  });

  test('a request of the log is found by its tool and sent again', async () => {
    await admin.call(mcpToolEndpoints.execute, { body: { tool: 'workshop__plan_work', arguments: { days: 3 } } });
    await loggedCall(admin, 'workshop__plan_work');
    await open('/request-log?target=workshop__plan_work');
    await page.getByRole('link', { name: /workshop__plan_work/ }).click();
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    const answer = page.getByRole('status').filter({ hasText: 'Answer to the request sent again' });
    await answer.waitFor();
    expect(await answer.textContent()).toContain('"days":3');
  });

  test('a question that waited is no error of the log', async () => {
    await open('/request-log?target=workshop__book_slot');
    await page
      .getByRole('link', { name: /workshop__book_slot/ })
      .first()
      .waitFor();
    expect(await page.getByRole('link', { name: /workshop__book_slot.*Error/ }).count()).toBe(0);
  });

  test('a tool that changed is held until the admin has seen what changed', async () => {
    await admin.call(mcpToolEndpoints.execute, { body: { tool: 'workshop__change_tools' } });
    await open(`/servers/${ids.server}?tab=tools`);
    await page.getByText('1 tool is new or changed and waits').waitFor();
    await page.getByRole('button', { name: 'Review: workshop__plan_work' }).click();
    const difference = page.getByRole('region', { name: 'Approved before, and now' });
    await difference.getByText('Plans the workshop for the next days.').waitFor();
    await difference.getByText('Plans the workshop and books a van for it.').waitFor();
    await page.getByRole('button', { name: 'Approve this definition' }).click();
    await page.getByRole('link', { name: 'Try it: workshop__plan_work' }).click();
    await page.getByLabel(/van/).waitFor();
    await open('/audit');
    const entry = page.getByRole('listitem').filter({ hasText: 'Approved a tool' });
    expect(await entry.first().textContent()).toContain('plan_work');
  });

  test('an assistant is connected once, and disconnected', async () => {
    await open(`/servers/${ids.server}?tab=connections`);
    const assistant = page.getByRole('textbox', { name: 'Assistant' });
    const connect = async (): Promise<void> => {
      await assistant.fill('Sales assistant');
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
    };
    await connect();
    await page.getByRole('button', { name: 'Disconnect Sales assistant' }).waitFor();
    // The row comes with the event, the empty form with the answer.
    await until('an empty form', async () => (await assistant.inputValue()) === '');
    await connect();
    await page.getByRole('alert').getByText('is connected to this server already').waitFor();
    await page.getByRole('button', { name: 'Disconnect Sales assistant' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Disconnected', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Disconnect Sales assistant' }).count()).toBe(0);
  });

  test('two tabs see the same deployment move, the one without a socket too', async () => {
    const { page: second } = await openPage(browser, { storageState: await page.context().storageState() });
    await second.route('**/socket.io/**', (route) => route.abort());
    const { deploymentId } = await admin.call(mcpServerEndpoints.redeploy, { params: { id: ids.server }, body: {} });
    await Promise.all([page, second].map((each) => open(`/servers/deployments/${deploymentId}`, each)));
    await Promise.all([page, second].map((each) => each.getByText('The server is ready to use.').waitFor()));
    const link = second.getByRole('link', { name: 'Open the server' });
    await link.waitFor();
    expect(await link.count()).toBe(1);
    await second.context().close();
  });

  test('whoever saves settings second sees what the first one saved, and keeps what was typed', async () => {
    const { page: second } = await openPage(browser, { storageState: await page.context().storageState() });
    await Promise.all([page, second].map((each) => open(`/servers/${ids.server}?tab=settings`, each)));
    await second.getByRole('textbox', { name: 'Title' }).fill('Title of the second');
    await page.getByRole('textbox', { name: 'Title' }).fill('Title of the first');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Title of the first' }).waitFor();
    await second.getByRole('button', { name: 'Save' }).click();
    await second.getByText('Title: Title of the first').waitFor();
    expect(await second.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Title of the second');
    await second.getByRole('button', { name: 'Save' }).click();
    await second.getByRole('heading', { level: 1, name: 'Title of the second' }).waitFor();
    await second.context().close();
  });

  test('a person of sales sees the servers and nothing to change them with, and the API refuses too', async () => {
    const email = 'sam@flow-shop.example';
    const { link } = await admin.call(userEndpoints.invite, { body: { email, name: 'Sam Sales', roles: ['sales'] } });
    const { page: sales } = await openPage(browser);
    await acceptLink(sales, running.url + new URL(link).pathname, { name: 'Sam Sales' });
    await open(`/servers/${ids.server}`, sales);
    await sales.getByRole('button', { name: 'Test connection' }).waitFor();
    expect(await sales.getByRole('tab', { name: 'Settings' }).count()).toBe(0);
    await sales.getByRole('button', { name: /Actions for/ }).click();
    await sales.getByRole('menu').waitFor();
    expect(await sales.getByRole('menuitem').allTextContents()).toEqual(['Test connection']);
    await sales.keyboard.press('Escape');
    await open('/servers/add', sales);
    await sales.getByText('Only admins can add servers').waitFor();
    await open('/tools', sales);
    await sales.getByRole('link', { name: 'list_products' }).waitFor();
    expect(await sales.getByRole('link', { name: 'create_product' }).count()).toBe(0);
    await open('/request-log', sales);
    await sales.getByText('Your role does not allow this.').waitFor();
    await sales.getByText('You lack the right “See MCP requests”.').waitFor();
    expect(await sales.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    const { call } = await running.program({ workspace, role: 'sales' });
    const refused = await call(mcpServerEndpoints.stop, { params: { id: ids.server } }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(CallError);
    expect(refused).toMatchObject({ status: 403 });
    await sales.context().close();
  });
});
