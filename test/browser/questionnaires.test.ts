import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { findContent, listPublications, listRevisions } from '../../db/queries/questionnaires.ts';
import { listSurveys, type Survey } from '../../db/queries/surveys.ts';
import type { Platform } from '../../server/platform.ts';
import { placeOf, readDraft } from '../../surveys/edit/draft.ts';
import {
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';
import { publishMarket } from '../support/market.ts';
import { addAccount, addMission, emailOf, PASSWORD } from '../support/platform.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('a consultant who writes a questionnaire', () => {
  let directory: string;
  let platform: Platform & { origin: string };
  let browser: Browser;
  let mission: string;
  let survey: Survey;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-questionnaires-'));
    platform = await servePlatform(directory);
    const { store } = platform.services;
    mission = await addMission(store, await addAccount(store, 'Solange Perrin', 'consultant'));
    browser = await openBrowser();
  }, 60_000);
  beforeEach(async () => {
    survey = await publishMarket(platform.services.store, mission, {
      slug: `marche-${crypto.randomUUID()}`,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const address = (act = '') =>
    `${platform.origin}/missions/${mission}/enquetes/${survey.id}/questionnaire${act}`;
  const question = (id: string) => address(`/brouillon/questions/${id}`);

  async function written() {
    const { store } = platform.services;
    const last = (await listRevisions(store, survey.id)).at(-1);
    const draft = last && readDraft(await findContent(store, survey.id, last.content));
    if (!draft) throw new Error('nothing was written');
    return draft;
  }

  async function signIn(page: Page) {
    await page.goto(`${platform.origin}/connexion`);
    await page.getByLabel('Adresse').fill(emailOf('Solange Perrin'));
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.waitForLoadState();
  }

  it('prepares a survey without scripts: choices, a condition from menus, a publication', async () => {
    const { page, context } = await openPage(browser, { javaScriptEnabled: false });
    await signIn(page);
    await page.goto(`${platform.origin}/missions/${mission}/enquetes/nouvelle`);
    await page.getByLabel('Un questionnaire vide').check();
    await page.getByLabel('Titre de l’enquête').fill('Halles et marchés');
    await page.getByRole('button', { name: 'Créer l’enquête' }).click();
    await page.getByRole('link', { name: 'Première page' }).click();
    const add = async (label: string, type: string) => {
      const form = page.locator('.add-question');
      await form.getByLabel('Intitulé').fill(label);
      await form.getByLabel('Type').selectOption(type);
      await form.getByRole('button', { name: 'Ajouter la question' }).click();
    };
    await add('Avez-vous une halle ?', 'single');
    await page.getByLabel('Choix proposés, ligne 1').fill('Oui');
    await page.getByLabel('Choix proposés, ligne 2').fill('Non');
    await page.getByLabel('Ajouter, un par ligne').fill('En projet\nAutre');
    await page.getByRole('button', { name: 'Enregistrer la question' }).click();
    await page.getByRole('button', { name: 'Monter la ligne 3' }).click();
    expect(await page.getByLabel('Choix proposés, ligne 2').inputValue()).toBe('En projet');
    await add('De quand date-t-elle ?', 'short-text');
    await page
      .locator('#condition')
      .getByLabel('Question dont dépend l’affichage')
      .selectOption({ label: 'Avez-vous une halle ?' });
    await page.locator('#condition').getByRole('button', { name: 'Ajouter' }).click();
    await page.getByLabel('Valeur', { exact: true }).selectOption({ label: 'Oui' });
    await page.getByRole('button', { name: 'Enregistrer la question' }).click();
    await expect
      .poll(() => page.locator('#condition .field-hint').first().textContent())
      .toContain('est «\u00a0Oui\u00a0»');
    await page.getByRole('link', { name: 'Versions et publication' }).click();
    await page.getByRole('button', { name: 'Publier le questionnaire' }).click();
    const surveys = await listSurveys(platform.services.store, mission);
    const made = surveys.find(({ survey: each }) => each.title === 'Halles et marchés');
    expect(await listPublications(platform.services.store, made?.survey.id ?? '')).toHaveLength(1);
    await context.close();
  });

  it('saves as one goes, shows it on the telephone beside, and leaves the cursor where it was', async () => {
    const { page, context, faults } = await openPage(browser, {
      viewport: { width: 1500, height: 950 },
    });
    await signIn(page);
    await page.goto(question('budget'));
    const address = page.url();
    await page.getByLabel('Intitulé').first().fill('Combien dépensez-vous par semaine ?');
    await page.getByLabel('Unité').focus();
    await page.getByRole('status').filter({ hasText: 'Enregistré' }).waitFor();
    expect(page.url()).toBe(address);
    expect(await page.evaluate('document.activeElement.name')).toBe('unit');
    expect(placeOf(await written(), 'budget')?.question.label).toBe(
      'Combien dépensez-vous par semaine\u202f?',
    );
    const phone = page.frameLocator('iframe');
    await phone.getByText('Combien dépensez-vous par semaine ?').waitFor();
    await page.locator('h2').first().click();
    await page.keyboard.press('Control+z');
    await page.getByRole('heading', { name: 'Budget par semaine' }).waitFor();
    await page.keyboard.press('Control+y');
    await page.getByRole('heading', { name: 'Combien dépensez-vous' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('drags a question before another, or moves it with the keyboard alone', async () => {
    const { page, context, faults } = await openPage(browser);
    await signIn(page);
    await page.goto(question('visit'));
    const order = () =>
      page
        .locator('[data-into="you"] > li')
        .evaluateAll((items) => items.map((item) => item.dataset.question));
    expect(await order()).toEqual(['welcome', 'agreement', 'home', 'visit']);
    await page.dragAndDrop('[data-question="visit"]', '[data-question="agreement"]', {
      sourcePosition: { x: 120, y: 4 },
      targetPosition: { x: 120, y: 4 },
    });
    await expect.poll(order).toEqual(['welcome', 'visit', 'agreement', 'home']);
    const down = page.getByRole('button', { name: 'Descendre' }).first();
    await down.focus();
    await page.keyboard.press('Enter');
    await expect.poll(order).toEqual(['welcome', 'agreement', 'visit', 'home']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('meets the edit of another without losing their own', async () => {
    const first = await openPage(browser);
    const second = await openPage(browser);
    for (const { page } of [first, second]) {
      await signIn(page);
      await page.goto(question('memory'));
    }
    await first.page.getByLabel('Intitulé').first().fill('Une image de la halle');
    await first.page.getByRole('button', { name: 'Enregistrer la question' }).click();
    await first.page.getByRole('status').filter({ hasText: 'Enregistré' }).waitFor();
    await second.page.locator('#hint').fill('Même ancienne.');
    await second.page.getByRole('button', { name: 'Enregistrer la question' }).click();
    await second.page.getByRole('heading', { name: 'Le questionnaire a changé' }).waitFor();
    await second.page.getByRole('button', { name: 'Appliquer ma modification' }).click();
    await second.page.getByRole('heading', { name: 'Une image de la halle' }).waitFor();
    expect(placeOf(await written(), 'memory')?.question).toMatchObject({
      label: 'Une image de la halle',
      hint: 'Même ancienne.',
    });
    await first.context.close();
    await second.context.close();
  });

  it('breaks no rule of accessibility, on a desk nor on a telephone', async () => {
    const { page, context, faults } = await openPage(browser);
    await signIn(page);
    const pages = [
      address(),
      address('/brouillon'),
      address('/brouillon/pages/you'),
      address('/brouillon/langues/en'),
      ...['visit', 'goods', 'stalls', 'marks', 'causes', 'companions', 'yearly', 'agreement'].map(
        question,
      ),
      address('/apercu'),
      address('/apercu/pages/2'),
      address('/essai'),
      address('/essai/1'),
      address('/versions/1'),
      `${platform.origin}/missions/${mission}/enquetes/nouvelle`,
    ];
    for (const viewport of [{ width: 1280, height: 900 }, PHONE]) {
      await page.setViewportSize(viewport);
      for (const url of pages) {
        await page.goto(url);
        await page.evaluate(axe);
        const broken = await page.evaluate(
          'axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
        );
        expect([url, broken]).toEqual([url, []]);
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([url, wide]).toEqual([url, 0]);
      }
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
