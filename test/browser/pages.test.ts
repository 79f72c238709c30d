import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareDemonstration } from '../../server/demonstration.ts';
import type { Platform } from '../../server/platform.ts';
import {
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Pages of one pattern are alike: this many of each are visited. */
const VISITS_A_PATTERN = 2;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/;

interface Fault {
  readonly page: string;
  readonly fault: string;
}

describeInBrowser('every page that a role can reach from its home', () => {
  let directory: string;
  let platform: Platform & { origin: string };
  let browser: Browser;
  let addresses: Map<string, string>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-pages-'));
    platform = await servePlatform(directory);
    const made = await prepareDemonstration(platform.services, () => {});
    addresses = new Map(
      made.map(({ label, url }) => [label, platform.origin + new URL(url).pathname]),
    );
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  for (const role of ['Consultante', 'Enquêtrice', 'Administrateur'])
    it(`opens, reads well and is accessible: ${role}`, { timeout: 240_000 }, async () => {
      const { page, context, faults } = await openPage(browser, {
        viewport: PHONE,
        bypassCSP: true, // for the checker's own script
      });
      await page.goto(addresses.get(role) ?? '');
      await page.getByRole('button', { name: 'Entrer' }).click();
      await page.waitForLoadState();
      const { visited, found } = await crawl(page, platform.origin);
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
      expect(visited).toBeGreaterThan(role === 'Consultante' ? 20 : 4);
      await context.close();
    });
});

async function crawl(page: Page, origin: string): Promise<{ visited: number; found: Fault[] }> {
  const found: Fault[] = [];
  const waiting = [page.url()];
  const seen = new Set(waiting);
  const visits = new Map<string, number>();
  let visited = 0;
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const pattern = patternOf(url);
    const times = visits.get(pattern) ?? 0;
    if (times >= VISITS_A_PATTERN) continue;
    visits.set(pattern, times + 1);
    const answer = await page.goto(url);
    visited += 1;
    if (answer?.status() !== 200) found.push({ page: url, fault: `answers ${answer?.status()}` });
    found.push(...(await inspect(page)));
    for (const link of await linksOf(page, origin))
      if (!seen.has(link)) {
        seen.add(link);
        waiting.push(link);
      }
  }
  return { visited, found };
}

/** `/missions/demonstration/themes/1f…` and its brothers are one pattern. */
const patternOf = (url: string) => {
  const { pathname, searchParams } = new URL(url);
  const shape = pathname.replaceAll(/\/(?=[^/]*\d)[^/]+/g, '/:id');
  return `${shape}?${[...searchParams.keys()].sort().join('&')}`;
};

async function linksOf(page: Page, origin: string): Promise<string[]> {
  // Links of charts are SVG's: their attribute says the same as any other.
  const addresses = await page.evaluate<string[]>(
    "[...document.querySelectorAll('a[href]')].map((anchor) => anchor.getAttribute('href'))",
  );
  const links = addresses.map((address) => new URL(address, page.url()).href);
  return links
    .filter(
      (link) =>
        link.startsWith(`${origin}/`) &&
        !/\.(docx|eml|csv|xlsx|json|txt)|\/(?:original|xlsform)/.test(link),
    )
    .map((link) => link.split('#')[0] ?? link);
}

async function inspect(page: Page): Promise<Fault[]> {
  const at = new URL(page.url()).pathname + new URL(page.url()).search;
  const faults: string[] = [];
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - window.innerWidth',
  );
  if (overflow > 0) faults.push(`is ${overflow} px wider than a phone`);
  const text = await page.locator('body').innerText();
  if (UUID.test(text)) faults.push('shows a raw id');
  if (/\bundefined\b|\bNaN\b|\[object/.test(text)) faults.push('shows a value that is not one');
  if ((await page.locator('h1').count()) !== 1) faults.push('has not one heading');
  await page.evaluate(axe);
  const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)',
  );
  for (const { id, nodes } of violations) faults.push(`${id}: ${nodes[0]?.html.slice(0, 160)}`);
  return faults.map((fault) => ({ page: at, fault }));
}
