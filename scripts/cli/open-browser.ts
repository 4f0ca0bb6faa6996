import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The machine's own browser; undefined where there is none. */
export const chromiumPath = candidates.find((path) => path !== undefined && existsSync(path));

/** Starts the browser without a window. Throws where there is none. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    timeout: 120_000,
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    // Nothing but the page under test: no updates, no look-ups of the browser's own.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
