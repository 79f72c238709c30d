// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertMission } from '../../db/queries/missions.ts';
import { publishSurvey } from '../../db/queries/surveys.ts';
import { responses } from '../../db/schema/surveys.ts';
import { everyType } from '../fixtures/every-type.ts';
import {
  DESK,
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('an élu fills in what repeats, and joins a file', () => {
  let directory: string;
  let platform: Awaited<ReturnType<typeof servePlatform>>;
  let browser: Browser;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-turns-'));
    platform = await servePlatform(directory);
    browser = await openBrowser();
    const { store } = platform.services;
    const missionId = await insertMission(store, {
      ...{ title: 'Bourgs', client: 'C', summary: 'S', regions: ['44'], createdBy: null },
    });
    await publishSurvey(store, { missionId, definition: everyType, isOpen: true, slug: 'marche' });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = async (viewport = DESK) => {
    const opened = await openPage(browser, { viewport });
    const { page } = opened;
    page.setDefaultTimeout(8_000);
    await page.goto(`${platform.origin}/enquetes/marche`);
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.goto(`${platform.origin}/enquetes/marche/3`);
    return opened;
  };
  const shot = (name: string) => join(process.env.SHOTS ?? directory, `${name}.png`);
  const turn = (page: Page, number: number) => page.locator(`.turn[data-turn="${number}"]`);
  const violations = async (page: Page) => {
    await page.evaluate(AXE);
    return page.evaluate(
      'axe.run().then((found) => found.violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
  };
  const draft = () => platform.services.store.database.select().from(responses).all().at(-1);

  it('adds a turn in place, whose questions follow its own answers', async () => {
    const { page, faults } = await open(PHONE);
    await turn(page, 1).getByLabel('Prénom').fill('Odile');
    await turn(page, 1).getByRole('radio', { name: 'Famille' }).waitFor();
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
    expect(await turn(page, 2).getByRole('radio', { name: 'Famille' }).isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.name')).toBe('companions.2.companion');
    await page.keyboard.type('Bernard');
    await turn(page, 2).getByRole('radio', { name: 'Amitié' }).check();
    await page
      .locator('#save-state')
      .filter({ hasText: /^Enregistré$/ })
      .waitFor();
    await expect
      .poll(() => draft()?.answers.companions)
      .toEqual([{ companion: 'Odile' }, { companion: 'Bernard', kinship: 'friend' }]);
    await turn(page, 1).scrollIntoViewIfNeeded();
    await page.screenshot({ path: shot('turns-390') });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Retirer 1' }).click();
    expect(await turn(page, 1).getByLabel('Prénom').inputValue()).toBe('Bernard');
    expect(await turn(page, 1).getByRole('radio', { name: 'Amitié' }).isChecked()).toBe(true);
    await expect
      .poll(() => draft()?.answers.companions)
      .toEqual([{ companion: 'Bernard', kinship: 'friend' }]);
    await page.reload();
    expect(await turn(page, 1).getByLabel('Prénom').inputValue()).toBe('Bernard');
    expect(faults).toEqual([]);
  });

  it('asks in each turn what the server asks', async () => {
    const { page, context } = await open();
    for (const [index, name] of ['Odile', 'Bernard', 'Luce'].entries()) {
      await turn(page, index + 1)
        .getByLabel('Prénom')
        .fill(name);
      if (index < 2) await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
    }
    await turn(page, 2).getByLabel('Prénom').fill('');
    await page
      .locator('#save-state')
      .filter({ hasText: /^Enregistré$/ })
      .waitFor();
    const shown = () =>
      page
        .locator('.turn [data-question]:not([hidden])')
        .evaluateAll((all) => all.map((each) => each.getAttribute('data-question')));
    expect(await shown()).toEqual([
      ...['companions.1.companion', 'companions.1.kinship', 'companions.1.companion-age'],
      ...['companions.2.companion', 'companions.2.companion-age'],
      ...['companions.3.companion', 'companions.3.kinship', 'companions.3.companion-age'],
    ]);
    const html = await (await context.request.get(page.url())).text();
    const asked = [...html.matchAll(/<fieldset class="question"[^>]*data-own[^>]*>/g)]
      .filter(([tag]) => !/ hidden/.test(tag))
      .map(([tag]) => /data-question="([^"]+)"/.exec(tag)?.[1]);
    // The server closes the empty turn up, and offers a blank one at the end.
    expect(asked).toEqual([
      ...['companions.1.companion', 'companions.1.kinship', 'companions.1.companion-age'],
      ...['companions.2.companion', 'companions.2.kinship', 'companions.2.companion-age'],
      ...['companions.3.companion', 'companions.3.companion-age'],
    ]);
  });

  it('joins a photo, which leaves with the page', async () => {
    const { page, faults } = await open(PHONE);
    const bytes = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(64, 1)]);
    await page
      .getByLabel('Une photo de la halle')
      .setInputFiles({ name: 'halle.jpg', mimeType: 'image/jpeg', buffer: bytes });
    await page.getByRole('button', { name: 'Partie précédente' }).click();
    await page.waitForURL(/\/2$/);
    await page.goto(`${platform.origin}/enquetes/marche/3`);
    await page.getByText('halle.jpg').waitFor();
    await page.getByText('halle.jpg').scrollIntoViewIfNeeded();
    await page.screenshot({ path: shot('file-390') });
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
