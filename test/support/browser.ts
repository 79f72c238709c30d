import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { openPlatform, type Platform } from '../../server/platform.ts';
import { findChromium } from './browser-path.ts';

/** Tests that need a browser: skipped where there is none, which the end of the run says. */
export const describeInBrowser = describe.skipIf(findChromium() === undefined);

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** A page that fails the test when its script throws or when the strict policy refuses something. */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: DESK, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  return { page, context, faults };
}

/** The platform on a port of its own, for a browser to visit. */
export async function servePlatform(directory: string): Promise<Platform & { origin: string }> {
  const config = readConfig({
    DATA_DIR: directory,
    PORT: '0',
    LOG_LEVEL: 'silent',
    SIGN_IN_ATTEMPTS: '1000',
    LINK_ATTEMPTS: '1000',
  });
  const platform = await openPlatform(config);
  const origin = await platform.app.listen({ host: '127.0.0.1', port: 0 });
  return { ...platform, origin };
}
