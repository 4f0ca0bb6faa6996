import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chromiumPath, openBrowser } from '../../scripts/cli/open-browser.ts';
import { acceptLink } from '../harness/accept-link.ts';
import { decideConsent, followOnce } from '../harness/oauth-app.ts';
import { layoutViolations } from '../harness/accessibility-violations.ts';
import { openPage } from '../harness/open-page.ts';
import { signUpAdmin, type SignedInPerson } from '../harness/people.ts';
import { startTestPlatform, type TestPlatform } from '../harness/platform.ts';
import { startElsewhere, type Elsewhere } from '../mcp/fixtures/elsewhere.ts';

let elsewhere: Elsewhere;
let there: SignedInPerson;
let running: TestPlatform;
let browser: Browser;
let page: Page;

/** As a person looks at it: at the desk and on the phone, light and dark. */
const looksRight = async (): Promise<void> => {
  expect(await layoutViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
};

describe.skipIf(chromiumPath === undefined)('both directions of OAuth in a real browser', () => {
  beforeAll(async () => {
    elsewhere = await startElsewhere();
    there = await signUpAdmin(elsewhere.api, 'Elsewhere');
    running = await startTestPlatform({ MCP_ALLOWED_PRIVATE_HOSTS: '127.0.0.1' }, { web: true });
    browser = await openBrowser();
    ({ page } = await openPage(browser));
    await acceptLink(page, await running.firstAdminLink('Sign-in shop'), {
      email: 'ann@sign-in-shop.example',
      name: 'Ann Berg',
    });
    // The page elsewhere on which a person says yes.
    const isConsent = ({ origin, pathname }: URL) => origin === elsewhere.api.origin && pathname === '/oauth/authorize';
    await page.route(isConsent, async (route) => {
      const consent = await followOnce(elsewhere.api, route.request().url());
      const request = consent.searchParams.get('request') ?? '';
      const choice = { decision: 'approve', permissions: ['mcp-tools:use'] };
      const back = await decideConsent(there, request, choice);
      await route.fulfill({ contentType: 'text/html', body: `<title>Elsewhere</title><a href="${back.href}">Yes</a>` });
    });
  });
  afterAll(async () => {
    await browser?.close();
    await running?.[Symbol.asyncDispose]();
    await elsewhere?.[Symbol.asyncDispose]();
  });

  test('a deployment that wants a sign-in leads there and back, and the next try is ready', async () => {
    await page.goto(`${running.url}/servers/new?kind=url`);
    await page.getByLabel('Name', { exact: true }).fill('far');
    await page.getByLabel('URL', { exact: true }).fill(elsewhere.url);
    await page.getByRole('button', { name: 'Secrets: Add' }).click();
    await page.getByLabel('Secrets: Name 1').fill('X_SHOP');
    await page.getByLabel('Value of X_SHOP').fill('typed once');
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.waitForURL('**/servers/deployments/dep_*');
    const deployment = page.url();
    await page.getByText('The server far asks for a sign-in.').first().waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await looksRight();
    await page.getByRole('button', { name: 'Sign in', exact: true }).press('Enter');
    await page.getByRole('link', { name: 'Yes' }).click();
    await page.waitForURL(deployment);
    await page.getByText('Signed in', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.waitForURL('**/servers/new?draft=*');
    expect(await page.getByLabel('URL', { exact: true }).inputValue()).toBe(elsewhere.url);
    await page.getByText('Type again, or remove: X_SHOP.').waitFor();
    await page.getByRole('button', { name: 'Deploy' }).click();
    expect(await page.getByLabel('Value of X_SHOP').evaluate(() => location.search)).toContain('draft=');
    await page.getByLabel('Value of X_SHOP').fill('typed twice');
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('link', { name: 'Open the server' }).click();
    await page.getByText('Signed in', { exact: true }).waitFor();
    await looksRight();
  });

  test('a client of ours is let in on a page that works by keyboard, and refused by it', async () => {
    const redirectUri = 'http://127.0.0.1:1/callback';
    const registered = await fetch(`${running.url}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: 'Desk assistant', redirect_uris: [redirectUri] }),
    });
    const { client_id: clientId } = z.object({ client_id: z.string() }).parse(await registered.json());
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      state: 'kept',
    });
    const sent: URL[] = [];
    await page.route(`${redirectUri}*`, async (route) => {
      sent.push(new URL(route.request().url()));
      await route.fulfill({ contentType: 'text/html', body: '<title>Back</title>' });
    });
    const address = `${running.url}/oauth/authorize?${query.toString()}`;
    await page.goto(address);
    await page.getByRole('heading', { name: /Desk assistant/ }).waitFor();
    await looksRight();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('checkbox');
    await page.getByRole('button', { name: 'Let it in' }).press('Enter');
    await page.waitForURL(`${redirectUri}*`);
    await page.goto(address);
    await page.getByRole('button', { name: 'Refuse' }).press('Space');
    await page.waitForURL(`${redirectUri}*`);
    expect(sent.map(({ searchParams }) => [searchParams.get('state'), searchParams.get('error')])).toEqual([
      ['kept', null],
      ['kept', 'access_denied'],
    ]);
    expect(sent[0]?.searchParams.get('code')).toMatch(/./);
    await page.goto(`${running.url}/oauth/authorize?client_id=cli_nobody`);
    await page.getByRole('heading').waitFor();
    await looksRight();
  });
});
