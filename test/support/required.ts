import { findChromium } from './browser-path.ts';

/** Where a skip is forbidden (continuous integration), a missing browser fails the run. */
export default function requireBrowser(): void {
  if (process.env.BROWSER_TESTS === 'required' && findChromium() === undefined)
    throw new Error('BROWSER_TESTS=required, and no Chromium was found');
}
