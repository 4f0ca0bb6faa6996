import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../infra/ground/run-command.ts';
import { chromiumPath, openBrowser } from '../../scripts/cli/open-browser.ts';
import { acceptLink } from '../harness/accept-link.ts';
import { loggedCall } from '../harness/logged-call.ts';
import { openPage } from '../harness/open-page.ts';
import { startTestPlatform, type TestPlatform } from '../harness/platform.ts';
import { heldByAgent, nothingHeld, notesFolder } from '../harness/real-servers.ts';
import { until } from '../harness/until.ts';

const view = ['view', '@modelcontextprotocol/server-everything', 'version', '--fetch-retries=0'];
const npmAnswers = (await runCommand('npm', view, { timeoutMs: 20_000 })).exitCode === 0;

/** A program that is no server: it complains and ends at once. */
const poem = 'console.error("RHYMES is not set");\nprocess.exit(3);\n';

/** The server of the notes, which starts once it is let: until then its deployment is under way. */
const gate = `
import { existsSync } from 'node:fs';
while (!existsSync('/data/go')) await new Promise((resolve) => setTimeout(resolve, 50));
await import('./server.mjs');
`;
const openGate = () =>
  until('the gate is open', async () => {
    const servers = join(running.platform.dataDir, 'agent', 'servers');
    const ids = await readdir(servers);
    for (const id of ids) await writeFile(join(servers, id, 'data', 'go'), '');
    return ids.length > 0;
  });

let folder: Awaited<ReturnType<typeof notesFolder>>;
let running: TestPlatform;
let browser: Browser;
let page: Page;
let errors: string[];

/** Fills the wizard for a folder of this installation, and deploys. */
const deployFolder = async (name: string, origin: string, args: string): Promise<void> => {
  await page.goto(`${running.url}/servers/add`);
  await page.getByRole('link', { name: /Program of this installation/ }).click();
  await page.getByLabel('Folder', { exact: true }).fill(origin);
  await page.getByLabel('Arguments', { exact: true }).fill(args);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await deploy();
};

const deploy = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL('**/servers/deployments/dep_*');
};

/** Opens the menu of the server whose page is shown, and chooses. */
const choose = async (title: string, action: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for ${title}` }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
};

const confirm = (action: string) => page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();

const succeeded = () => page.getByRole('status').filter({ hasText: 'The server is ready to use.' }).waitFor();

describe.skipIf(chromiumPath === undefined)('a server is deployed in a real browser', () => {
  beforeAll(async () => {
    folder = await notesFolder();
    await mkdir(join(folder.path, 'poem'));
    await writeFile(join(folder.path, 'poem', 'poem.mjs'), poem);
    await writeFile(join(folder.path, 'notes', 'gate.mjs'), gate);
    running = await startTestPlatform({ MCP_LOCAL_FOLDER: folder.path }, { web: true });
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser));
    await acceptLink(page, await running.firstAdminLink('Wizard shop'), {
      email: 'ann@wizard-shop.example',
      name: 'Ann Berg',
    });
  });
  afterAll(async () => {
    await browser?.close();
    await running?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  test('by the wizard; each step is shown while it goes, with what it says', async () => {
    await deployFolder('notes', 'notes', 'gate.mjs\n/data');
    const steps = page.getByRole('region', { name: 'Steps' }).locator('> ol > li');
    await steps.filter({ hasText: 'running' }).first().waitFor();
    await openGate();
    await succeeded();
    expect(await steps.filter({ hasText: 'done' }).count()).toBe(8);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('link', { name: 'Open the server' }).click();
    await page.waitForURL('**/servers/mcp_*');
    await page.getByText('Running', { exact: true }).first().waitFor();
  });

  test('its tools are tried by forms made from their schemas, and the calls are in the log', async () => {
    await page.getByRole('tab', { name: 'Tools' }).click();
    await page.getByRole('link', { name: 'Try it: notes__add_note' }).click();
    await page.getByRole('textbox', { name: /^name/ }).fill('milk');
    await page.getByRole('textbox', { name: /^text/ }).fill('Buy milk');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('kept milk').first().waitFor();
    await loggedCall(await running.program({ workspace: 'Wizard shop' }), 'notes__add_note');
    await page.goto(`${running.url}/request-log`);
    await page
      .getByRole('link', { name: /notes__add_note/ })
      .first()
      .click();
    await page.getByText('Buy milk').first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/request-log\/./);
  });

  test('a question of a tool is put to the person who called it', async () => {
    await page.goto(`${running.url}/tools/try?tool=notes__clear_notes`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const question = page.getByText('Clear all notes?').first();
    await question.waitFor();
    await page.getByRole('textbox', { name: /^reason/ }).fill('spring');
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await page.getByText('cleared: spring').first().waitFor();
    await question.waitFor({ state: 'hidden' });
    expect(await question.isVisible()).toBe(false);
  });

  test('one that fails says why in plain words, leaves nothing, and is tried again with what was typed', async () => {
    await deployFolder('poem', 'poem', 'poem.mjs');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/ended right after its start|speaks no MCP|does not speak MCP/);
    await page.getByText('failed', { exact: true }).first().waitFor();
    // Its own words: what it was missing is known to nobody else.
    await page.getByText('RHYMES is not set').first().waitFor();
    await page.getByRole('link', { name: 'Try again' }).click();
    expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe('poem');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('poem');
    await page.getByLabel('Folder', { exact: true }).fill('nowhere');
    await deploy();
    await alert.waitFor();
    expect(await alert.innerText()).toContain('nowhere');
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByLabel('Folder', { exact: true }).fill('notes');
    await page.getByLabel('Arguments', { exact: true }).fill('server.mjs\n/data');
    await deploy();
    await succeeded();
  });

  test('it is stopped, started and removed, and nothing of it is left', async () => {
    for (const name of ['poem', 'notes']) {
      await page.goto(`${running.url}/servers`);
      await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      await choose(name, 'Stop');
      await confirm('Stop');
      await page.getByText('Stopped', { exact: true }).first().waitFor();
      await choose(name, 'Start');
      await page.getByText('Running', { exact: true }).first().waitFor();
      await choose(name, 'Remove');
      await confirm('Remove');
      await page.getByText('The server is gone, with its files and secrets.').waitFor();
    }
    await page.goto(`${running.url}/servers`);
    await page.getByText('No servers yet').waitFor();
    await expect.poll(() => heldByAgent(running)).toEqual(nothingHeld);
  });

  test.skipIf(!npmAnswers)('a package of the catalogue is deployed too (needs an npm registry)', async () => {
    await page.goto(`${running.url}/servers/add`);
    await page.getByRole('link', { name: 'Everything', exact: true }).click();
    await page.getByText('Add Everything').first().waitFor();
    await deploy();
    await succeeded();
    await page.goto(`${running.url}/tools/try?tool=everything__echo`);
    await page.getByRole('textbox', { name: /^message/ }).fill('hello');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Echo: hello').first().waitFor();
    expect((await heldByAgent(running)).folders).toBe(1);
  });

  test.skipIf(!npmAnswers)('a package that does not exist is said not to (needs an npm registry)', async () => {
    await page.goto(`${running.url}/servers/new?kind=npm`);
    await page.getByLabel('npm package').fill('@throughline-tests/no-such-package');
    await page.getByLabel('Name', { exact: true }).fill('nothing');
    await deploy();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('@throughline-tests/no-such-package');
  });

  test('no page reported an error', () => {
    expect(errors.filter((error) => !/40[14]/.test(error))).toEqual([]);
  });
});
