import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { chromiumPath, openBrowser } from '../../scripts/cli/open-browser.ts';
import { acceptLink } from '../harness/accept-link.ts';
import { accessibilityViolations, layoutViolations } from '../harness/accessibility-violations.ts';
import { openPage } from '../harness/open-page.ts';
import { startTestPlatform, type TestPlatform } from '../harness/platform.ts';
import { importSampleCatalogue, samples } from '../harness/requests.ts';
import { readFile } from 'node:fs/promises';

const workspace = 'Browser shop';
const request = (name: string): string => join(samples, 'requests', name);

let running: TestPlatform;
let browser: Browser;
let visitor: Awaited<ReturnType<typeof openPage>>;

/** Chooses a candidate and waits until its line has left the open ones: the header may hear of it by event before the lines do. */
const choose = async (page: Page, product: string): Promise<void> => {
  const candidate = page.getByRole('button', { name: `Choose ${product}` });
  await candidate.click();
  await candidate.waitFor({ state: 'detached' });
};

describe.skipIf(chromiumPath === undefined)('the main job in a real browser', () => {
  beforeAll(async () => {
    running = await startTestPlatform({}, { web: true });
    await importSampleCatalogue(running.url, await running.program({ workspace }));
    browser = await openBrowser();
    visitor = await openPage(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.[Symbol.asyncDispose]();
  });

  test('the first admin comes in by the one-time link and sees where to begin', async () => {
    const { page } = visitor;
    await acceptLink(page, await running.firstAdminLink(workspace), {
      email: 'ann@browser-shop.example',
      name: 'Ann Berg',
    });
    await page.getByText('Drop requests here').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('a dropped request becomes a quote: a person decides what is open, and downloads exact totals', async () => {
    const { page } = visitor;
    await page.locator('input[type=file]').first().setInputFiles(request('tannhofer.xlsx'));
    await page
      .getByRole('link', { name: /Tannhofer/ })
      .first()
      .click();
    await page.getByText('3 lines need you').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await choose(page, 'Protekta Nord work gloves cut resistant level C, size 9');
    await page.getByText('2 lines need you').waitFor();
    await choose(page, 'Protekta Nord safety helmet with ratchet, yellow');
    await page.getByText('1 line needs you').waitFor();
    await page.getByRole('button', { name: 'Leave out' }).click();
    await page.getByRole('button', { name: /Confirm/ }).click();
    const download = page
      .getByRole('link', { name: 'Download PDF' })
      .or(page.getByRole('button', { name: 'Download PDF' }));
    await download.waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
    const pdf = await getDocument({ data: new Uint8Array(await readFile(await file.path())) }).promise;
    const { items } = await (await pdf.getPage(1)).getTextContent();
    const printed = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    const total = await page
      .getByText(/^€[\d,]+\.\d\d$/)
      .last()
      .textContent();
    expect(file.suggestedFilename()).toMatch(/^Q-\d{4}-\d{5}\.pdf$/);
    expect(printed.replaceAll(/\s/g, '')).toContain((total ?? 'no total').replace('€', ''));
  });

  test('a ready quote is changed: it is reviewed again, and confirmed with other totals', async () => {
    const { page } = visitor;
    const before = await page
      .getByText(/^€[\d,]+\.\d\d$/)
      .last()
      .textContent();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel('Quantity of line 1', { exact: true }).fill('977');
    await page.getByLabel('Quantity of line 1', { exact: true }).press('Enter');
    await page.getByRole('button', { name: /Confirm/ }).click();
    await page.getByRole('button', { name: 'Download PDF' }).waitFor();
    const after = page.getByText(/^€[\d,]+\.\d\d$/).last();
    expect(await after.textContent()).not.toBe(before);
  });

  test('a second tab sees a request arrive that the first one dropped', async () => {
    const other = await visitor.page.context().newPage();
    await other.goto(`${running.url}/requests`);
    await other
      .getByRole('link', { name: /Tannhofer/ })
      .first()
      .waitFor();
    await visitor.page.goto(`${running.url}/requests`);
    await visitor.page
      .getByRole('link', { name: /Tannhofer/ })
      .first()
      .waitFor();
    await visitor.page.locator('input[type=file]').first().setInputFiles(request('veldhuis.eml'));
    const arrived = other.getByRole('link', { name: /Veldhuis/ }).first();
    await arrived.waitFor();
    expect(await arrived.isVisible()).toBe(true);
    await other.close();
  });

  test.each(['/requests', '/quotes', '/customers', '/catalog', '/operations', '/settings'])(
    'the page %s has no accessibility violation on desk and phone, light and dark',
    async (path) => {
      const { page } = visitor;
      await page.goto(running.url + path);
      await page.getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await layoutViolations(page)).toEqual([]);
    },
  );

  test('a search that finds nothing says what was searched, and is cleared', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${running.url}/catalog?search=zeppelin`);
    await page.getByRole('heading', { name: 'Nothing found for “zeppelin”' }).waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  test('a panel begins with its first field, and gives the focus back at its end', async () => {
    const { page } = visitor;
    await page.goto(`${running.url}/customers`);
    const opener = page.getByRole('link', { name: 'New customer' });
    await opener.click();
    const name = page.getByRole('complementary').getByLabel('Name', { exact: true }).first();
    await name.waitFor();
    const hasFocus = (element: Element): boolean => element === document.activeElement;
    expect(await name.evaluate(hasFocus)).toBe(true);
    await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
    await name.waitFor({ state: 'detached' });
    expect(await opener.evaluate(hasFocus)).toBe(true);
  });

  test('without a socket everything still works, by asking', async () => {
    const { page } = await openPage(browser, { storageState: await visitor.page.context().storageState() });
    await page.route('**/socket.io/**', (route) => route.abort());
    await page.goto(`${running.url}/requests`);
    await page
      .getByRole('link', { name: /Tannhofer/ })
      .first()
      .waitFor();
    await page.locator('input[type=file]').first().setInputFiles(request('calloway.txt'));
    await page
      .getByRole('link', { name: /Calloway/ })
      .first()
      .waitFor();
    const ready = page.getByRole('row', { name: /Calloway.*Ready/ });
    await ready.waitFor();
    expect(await ready.isVisible()).toBe(true);
  });

  test('no page reported an error', () => {
    expect(visitor.errors.filter((error) => !error.includes('401'))).toEqual([]);
  });
});
