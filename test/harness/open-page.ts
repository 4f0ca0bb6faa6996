import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A fresh visitor, for whom nothing moves: colours that are on their way are no colours to judge. Whatever the page reports as an error ends up in `errors`. */
export const openPage = async (
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> => {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ locale: 'en-US', viewport, reducedMotion: 'reduce', ...options });
  // Also of the pages that a test opens in it later.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, errors };
};
