import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { motifs } from '../../server/routes/motifs.ts';
import { registerSecurity } from '../../server/security.ts';
import { registerViews, render } from '../../views/engine.ts';
import { staffFrame } from '../../views/frame.ts';
import { paths } from '../../views/paths.ts';
import { DESK, describeInBrowser, openBrowser, openPage, PHONE } from '../support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The narrowest screen that WCAG 2.2 asks for (1.4.10). */
const NARROW = { width: 320, height: 640 };

describeInBrowser('every component, in every state', () => {
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    app = Fastify();
    await registerSecurity(app, readConfig({ LOG_LEVEL: 'silent' }));
    await registerViews(app, { isProduction: true });
    motifs(app);
    app.get('/calme', (_request, reply) =>
      render(reply, 'errors/show', staffFrame({ title: 'Page introuvable' }), {
        status: 404,
        title: 'Page introuvable',
        sentence: 'Cette adresse ne mène à rien.',
        homePath: '/',
      }),
    );
    address = (await app.listen({ host: '127.0.0.1', port: 0 })) + paths.motifs();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    ['light', DESK],
    ['light', PHONE],
    ['dark', DESK],
    ['dark', PHONE],
  ] as const)('breaks no rule of accessibility, %s, %o', async (colorScheme, viewport) => {
    const { page, context, faults } = await openPage(browser, { colorScheme, viewport });
    await page.goto(address);
    for (const summary of await page.locator('details > summary').all()) await summary.click();
    await page.evaluate(AXE);
    const violations = await page.evaluate(
      'axe.run().then((found) => found.violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
    expect(violations).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('never asks for a horizontal scroll, on the narrowest screen or with text twice as large', async () => {
    const { page, context } = await openPage(browser, { viewport: NARROW });
    await page.goto(address);
    const excess = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(await excess()).toBe(0);
    await page.setViewportSize(PHONE);
    await page.evaluate('document.documentElement.attributeStyleMap.set("font-size", "200%")');
    expect(await excess()).toBe(0);
    await context.close();
  });

  it('what one touches is large enough, fields and buttons more so', async () => {
    const { page, context } = await openPage(browser, { viewport: PHONE });
    await page.goto(address);
    const smallest = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll((all) => Math.min(...all.map((one) => one.getBoundingClientRect().height)));
    expect(
      await smallest(
        'main :is(.button, .choice, .field input:not([type=radio], [type=checkbox]), select, textarea)',
      ),
    ).toBeGreaterThanOrEqual(44);
    expect(await smallest('.navigation a, .tabs a, .pagination a, summary')).toBeGreaterThanOrEqual(
      24,
    );
    await context.close();
  });

  it('the keyboard meets first the way past the masthead, and always sees where it is', async () => {
    const { page, context } = await openPage(browser);
    await page.goto(new URL('/calme', address).href);
    await page.keyboard.press('Tab');
    const skip = page.locator('.skip-link');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip-link');
    expect((await skip.boundingBox())?.width).toBeGreaterThan(100);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('contenu');
    await page.goto(address);
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      const ring = await page.evaluate(
        `(() => {
          const focused = document.activeElement;
          const holder = focused.closest('.choice') ?? focused;
          return focused === document.body || getComputedStyle(holder).outlineStyle !== 'none';
        })()`,
      );
      expect(ring).toBe(true);
    }
    await context.close();
  });

  it('the error summary has the focus when the page opens', async () => {
    const { page, context } = await openPage(browser, { javaScriptEnabled: true });
    await page.goto(address);
    await expect
      .poll(() => page.evaluate('document.activeElement.className'))
      .toBe('error-summary');
    await context.close();
  });

  it('on paper, what only serves a screen is gone, and charts are drawn at their width', async () => {
    const { page, context } = await openPage(browser);
    await page.goto(address);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const selector of [
      '.brand',
      '.navigation',
      '.colophon',
      '.button',
      '.tabs',
      '.pagination',
    ])
      expect(await page.locator(selector).first().isVisible()).toBe(false);
    expect(await page.locator('.demo-notice').isVisible()).toBe(true);
    expect(await page.locator('blockquote').first().isVisible()).toBe(true);
    const ink = await page.evaluate('getComputedStyle(document.body).color');
    expect(ink).toBe('rgb(0, 0, 0)');
    await context.close();
  });
});
