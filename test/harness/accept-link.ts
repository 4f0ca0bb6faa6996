import type { Page } from 'playwright-core';

/** A password that anybody in a test may have. */
const password = 'correct horse battery';

/** Follows a one-time link in a browser and ends signed in; the first admin gives an e-mail address, too. */
export const acceptLink = async (
  page: Page,
  link: string,
  { email, name }: { email?: string; name: string },
): Promise<void> => {
  await page.goto(link);
  if (email !== undefined) await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/requests');
};
