import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './cli/open-browser.ts';
import { firstStart } from './platform/first-start.ts';
import { startPlatform } from './platform/start-platform.ts';

/** `npm run screenshots`: the images of README.md, taken from a platform of its own with the sample shop. */
const root = resolve(import.meta.dirname, '..');
const images = join(root, 'docs/images');
const requests = join(root, 'samples/requests');
const viewport = { width: 1440, height: 900 };

const dataDir = await mkdtemp(join(tmpdir(), 'throughline-screenshots-'));
try {
  await mkdir(images, { recursive: true });
  const lines: string[] = [];
  await using platform = await startPlatform({ dataDir, port: 0, report: (line) => lines.push(line) });
  await firstStart(platform, (line) => lines.push(line));
  const link = lines.map((line) => /https?:\S+\/welcome\/\S+/.exec(line)?.[0]).find((found) => found !== undefined);
  if (link === undefined) throw new Error(`No link to sign in was printed:\n${lines.join('\n')}`);

  await using browser = await openBrowser();
  const context = await browser.newContext({
    locale: 'en-US',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await signIn(page, link);
  await dropRequests(page);
  await keep(page, 'requests.png');
  await page
    .getByRole('link', { name: /Tannhofer/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Choose / })
    .first()
    .waitFor();
  await page.getByRole('table').first().waitFor();
  await keep(page, 'request.png');
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('E-mail').fill('ann.berg@sample-shop.example');
  await page.getByLabel('Your name').fill('Ann Berg');
  await page.getByLabel('Password', { exact: true }).fill(crypto.randomUUID());
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/requests');
}

/** Drops three requests and a note that is none, and waits until each has got as far as it gets without a person. */
async function dropRequests(page: Page): Promise<void> {
  const note = join(dataDir, 'thank-you.txt');
  await writeFile(note, 'Thank you for the visit last week.\n');
  const files = ['tannhofer.xlsx', 'veldhuis.eml', 'brightwater-office.csv'].map((name) => join(requests, name));
  await page.getByRole('row', { name: /Harrow/ }).waitFor();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([note, ...files]);
  const settled = [
    /thank-you.*Cannot be read/,
    /Tannhofer.*need you/,
    /Veldhuis.*(need|Ready)/,
    /brightwater.*(need|Ready)/,
  ];
  for (const name of settled) await page.getByRole('row', { name }).waitFor();
  await page.getByText('Uploads finished').waitFor({ state: 'hidden' });
}

async function keep(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const path = join(images, name);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  console.log(`${path}: ${Math.round((await stat(path)).size / 1_000)} kB`);
}
