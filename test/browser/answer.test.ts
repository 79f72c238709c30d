import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { insertMission } from '../../db/queries/missions.ts';
import { findReceipt } from '../../db/queries/responses.ts';
import { publishSurvey } from '../../db/queries/surveys.ts';
import { territories } from '../../db/schema/missions.ts';
import { responses } from '../../db/schema/surveys.ts';
import { elus } from '../../surveys/definitions/elus.ts';
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

describeInBrowser('an élu answers', () => {
  let directory: string;
  let platform: Awaited<ReturnType<typeof servePlatform>>;
  let browser: Browser;
  let page: Page;
  let context: BrowserContext;
  let faults: string[];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-answer-'));
    platform = await servePlatform(directory);
    browser = await openBrowser();
    const { store } = platform.services;
    store.database.insert(territories).values(VAUBRUN).run();
    const missionId = await insertMission(store, MISSION);
    await publishSurvey(store, { missionId, definition: everyType, isOpen: true, slug: 'marche' });
    await publishSurvey(store, { missionId, definition: elus, isOpen: true, slug: 'elus' });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = async (survey: string, options: Parameters<typeof openPage>[1] = {}) => {
    ({ page, context, faults } = await openPage(browser, options));
    page.setDefaultTimeout(8_000);
    await page.goto(`${platform.origin}/enquetes/${survey}`);
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.waitForURL(/\/1$/);
  };
  const next = () => page.getByRole('button', { name: 'Continuer' }).click();
  const said = (words: RegExp) => page.locator('#save-state').filter({ hasText: words }).waitFor();
  const shown = () =>
    page.locator('[data-question]:not([hidden])').evaluateAll((all) => all.map(({ id }) => id));
  const violations = async () => {
    await page.evaluate(AXE);
    return page.evaluate(
      'axe.run().then((found) => found.violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
  };

  it('on a telephone, from the first page to a receipt', async () => {
    await open('marche', { viewport: PHONE, isMobile: true, hasTouch: true });
    await page.getByRole('checkbox').check();
    await page.getByRole('searchbox').fill('vaubr');
    await page.getByRole('radio', { name: 'Vaubrun' }).check();
    await page.getByRole('radio', { name: 'Chaque semaine' }).check();
    expect(await violations()).toEqual([]);
    await next();
    await page.waitForURL(/\/2$/);
    expect(await shown()).not.toContain('question-stalls');
    await page.getByRole('checkbox', { name: 'Poisson' }).check();
    await page.getByRole('checkbox', { name: 'Rien' }).check();
    await expect
      .poll(() => page.getByRole('checkbox', { name: 'Poisson' }).isChecked())
      .toBe(false);
    await page.getByRole('checkbox', { name: 'Poisson' }).check();
    await page.getByRole('radio', { name: 'Bon', exact: true }).check();
    for (const day of ['thursday', 'sunday'])
      for (const mark of ['choice', 'price']) await tick(`marks.${day}.${mark}`, '3');
    await page.getByRole('button', { name: 'Classer : Horaires' }).click();
    await page.getByRole('button', { name: 'Classer : Bancs' }).click();
    await page.getByRole('button', { name: 'Monter : Bancs' }).click();
    expect(await page.locator('.is-ranked label').allTextContents()).toEqual(['Bancs', 'Horaires']);
    expect(await violations()).toEqual([]);
    await next();
    await page.waitForURL(/\/3$/);
    await page.getByLabel('Budget par semaine').fill('12,5');
    await page.getByLabel('Un souvenir de marché').fill('La neige\nsur la halle');
    await fillCauses();
    expect(await violations()).toEqual([]);
    await next();
    await page.waitForURL(/relecture$/);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.waitForURL(/accuse$/);
    expect(await violations()).toEqual([]);
    const number = (await page.locator('.receipt-number').textContent())?.replaceAll(' ', '') ?? '';
    expect(await findReceipt(platform.services.store, number)).toMatchObject({ receipt: number });
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('without any script, and is shown the questions that an answer brings up', async () => {
    await open('marche', { javaScriptEnabled: false });
    await page.getByRole('checkbox').check();
    await page.getByRole('searchbox').fill('vaubr');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page.getByRole('radio', { name: 'Vaubrun' }).check();
    await page.getByRole('radio', { name: 'Chaque semaine' }).check();
    await next();
    await page.waitForURL(/\/2$/);
    await page.getByRole('checkbox', { name: 'Fromage' }).check();
    for (const day of ['thursday', 'sunday'])
      for (const mark of ['choice', 'price']) await tick(`marks.${day}.${mark}`, '5');
    await page.getByLabel('Bancs').selectOption('1');
    await page.getByLabel('Horaires').selectOption('1');
    await next();
    await page.getByRole('alert').filter({ hasText: 'Le rang 1 est donné deux fois' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Fromage' }).isChecked()).toBe(true);
    await page.getByLabel('Horaires').selectOption('2');
    await page.getByRole('radio', { name: 'Médiocre' }).check();
    await next();
    await page.waitForURL(/\/3$/);
    await fillCauses();
    await next();
    await page.waitForURL(/relecture$/);
    expect(await page.locator('#answer-wishes dd').allTextContents()).toEqual([
      '1. Bancs',
      '2. Horaires',
    ]);
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.waitForURL(/accuse$/);
  });

  it('with wrong answers: a focused summary leads to each field, and what was typed is there', async () => {
    await open('marche', { viewport: PHONE });
    await page.goto(`${platform.origin}/enquetes/marche/3`);
    await page.getByLabel('Budget par semaine').fill('douze');
    await next();
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate('document.activeElement.className')).toBe('error-summary');
    expect(await page.title()).toMatch(/^À corriger/);
    expect(await violations()).toEqual([]);
    await page.getByRole('link', { name: /Budget par semaine/ }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('budget');
    expect(await page.getByLabel('Budget par semaine').inputValue()).toBe('douze');
    const described = await page.getByLabel('Budget par semaine').getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).textContent()).toContain('Écrivez un nombre');
  });

  it('by the keyboard alone', async () => {
    await open('marche', { viewport: DESK });
    await page.goto(`${platform.origin}/enquetes/marche/2`);
    await page.getByRole('button', { name: 'Classer : Bancs' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Retirer du classement : Bancs, rang 1'.replaceAll(' :', '\u00a0:'),
    );
    await page.getByRole('button', { name: 'Classer : Horaires' }).press('Space');
    await page.getByRole('button', { name: 'Monter : Horaires' }).press('Enter');
    expect(await page.locator('.is-ranked label').allTextContents()).toEqual(['Horaires', 'Bancs']);
    await page.locator('[name="marks.thursday.price"]').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[name="marks.thursday.price"]:checked').inputValue()).toBe('2');
    await page.getByRole('button', { name: 'Continuer' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
  });

  it('and words are saved as they are written, without any button', async () => {
    await open('marche');
    await page.goto(`${platform.origin}/enquetes/marche/3`);
    await page.getByLabel('Un souvenir de marché').fill('Les jonquilles');
    await said(/^Enregistré$/);
    await page.goto(`${platform.origin}/enquetes/marche/3`);
    expect(await page.getByLabel('Un souvenir de marché').inputValue()).toBe('Les jonquilles');
  });

  it('while the connection is cut: nothing is lost, and all is sent when it is back', async () => {
    await open('marche', { viewport: PHONE });
    await page.goto(`${platform.origin}/enquetes/marche/3`);
    await context.setOffline(true);
    await page.getByLabel('Un souvenir de marché').fill('Le verglas');
    await said(/^Hors connexion\u00a0: vos réponses sont gardées sur cet appareil/);
    await next();
    await said(/Continuez dès que le réseau revient/);
    expect(page.url()).toMatch(/\/3$/);
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`${platform.origin}/enquetes/marche/3`);
    expect(await again.getByLabel('Un souvenir de marché').inputValue()).toBe('Le verglas');
    const held = () => again.evaluate('Object.keys(localStorage)');
    await expect.poll(held).toEqual([]);
    const drafts = platform.services.store.database.select().from(responses).all();
    expect(drafts.map(({ answers }) => answers.memory)).toContain('Le verglas');
  });

  it('and the browser asks exactly what the server asks', async () => {
    await open('elus');
    await page.goto(`${platform.origin}/enquetes/elus/3`);
    const states = [
      ['project', 'none'],
      ['project', 'considered'],
      ['project', 'works'],
      ['frameworks', 'ort'],
      ['frameworks', 'regional-contract'],
      ['frameworks', 'none'],
      ['frameworks', 'ort'],
      ['project', 'none'],
    ] as const;
    for (const [name, value] of states) {
      await tick(name, value);
      const inBrowser = [await shown(), await rows()];
      await said(/^Enregistré$/);
      await page.reload();
      await page.locator('#save-state').waitFor({ state: 'attached' });
      const html = await (await context.request.get(page.url())).text();
      expect([name, value, ...inBrowser]).toEqual([name, value, ...askedIn(html)]);
    }
  });

  afterEach(() => context?.close());

  async function tick(name: string, value: string): Promise<void> {
    const input = page.locator(`[name="${name}"][value="${value}"]`);
    await input.check({ force: true });
    expect(await input.isChecked()).toBe(true);
  }

  async function fillCauses(): Promise<void> {
    for (const screen of [1, 2, 3]) {
      await page.locator(`[name="causes.${screen}.best"]`).nth(0).check({ force: true });
      await page.locator(`[name="causes.${screen}.worst"]`).nth(1).check({ force: true });
    }
  }

  function rows(): Promise<string[]> {
    return page
      .locator('.matrix-row:not([hidden])')
      .evaluateAll((all) => all.map((row) => row.getAttribute('data-option') ?? ''));
  }
});

/** Questions and rows that a page shows as the server wrote it, before any script. */
function askedIn(html: string): [string[], string[]] {
  const opened = [...html.matchAll(/<fieldset class="(question|matrix-row)[^>]*>/g)].map(
    ([tag]) => tag,
  );
  const visible = opened.filter((tag) => !/ hidden/.test(tag));
  const named = (pattern: RegExp) => visible.flatMap((tag) => pattern.exec(tag)?.[1] ?? []);
  return [named(/id="(question-[^"]+)"/), named(/class="matrix-row" data-option="([^"]+)"/)];
}

const VAUBRUN = {
  code: '51F90',
  kind: 'commune' as const,
  name: 'Vaubrun',
  searchName: 'vaubrun',
  departmentCode: '51',
  regionCode: '44',
  postcodes: [],
  vintage: 'fiction',
};

const MISSION = {
  title: 'Bourgs du Perthois',
  client: 'Conseil des bourgs',
  summary: 'Ce qui retient les habitants.',
  regions: ['44'],
  createdBy: null,
};
