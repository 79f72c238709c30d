import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listEvents } from '../../../db/queries/events.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { type AnalysedMission, addAnalysedMission, WORDS } from '../../support/analysed-mission.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('what an analysis found', () => {
  let platform: TestPlatform;
  let mission: string;
  let analysed: AnalysedMission;
  let solange: Visitor;
  let odile: Visitor;
  let home: string;

  beforeAll(async () => {
    platform = await openTestPlatform();
    loadTerritories(platform.store);
    const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
    analysed = await addAnalysedMission(platform.store, mission);
    solange = await signInAs(platform, 'Solange Perrin');
    odile = await signInAs(platform, 'Odile Marchadier');
    home = `/missions/${mission}`;
  });
  afterAll(() => platform.close());

  const bodyOf = async (url: string) => {
    const { statusCode, body } = await solange.get(url);
    expect(statusCode).toBe(200);
    return body.replaceAll('\u00A0', ' ').replaceAll('\u202F', ' ');
  };
  const themePath = async (name: string) => {
    const body = await bodyOf(`${home}/themes`);
    const href = new RegExp(`href="([^"]+)">${name}<`).exec(body)?.[1];
    if (!href) throw new Error(`no link to ${name}`);
    return href;
  };
  const quotesIn = (body: string) =>
    [...body.matchAll(/<blockquote><p>(.*?)<\/p><\/blockquote>/gs)].map(([, words]) =>
      String(words).replace(/<\/?mark>/g, ''),
    );

  it('the list says how the corpus divides, how large each theme is, and how far to trust it', async () => {
    const body = await bodyOf(`${home}/themes`);
    expect(body).toContain(
      '2 thèmes se dégagent de 5 contributions : 6 segments classés, 14,3 % du corpus laissé de côté.',
    );
    expect(body).toContain('Deux thèmes, comme demandé.');
    expect(body).toContain('Le corpus est très petit.');
    expect(body).toMatch(/Médecin, cabinet.*66,7 %/s);
    expect(body).toContain('Solide');
    expect(body).toContain('Fragile');
  });

  it('a theme counts stakeholders by région and category, and tells who was not met from who does not speak of it', async () => {
    const body = await bodyOf(await themePath('Médecin, cabinet'));
    const rows = [
      ...body.matchAll(
        /<tr><th scope="row">(Grand Est|Centre-Val de Loire|Occitanie)<\/th>(.*?)<\/tr>/gs,
      ),
    ];
    const cells = Object.fromEntries(
      rows.map(([, region, row]) => [
        region,
        [...String(row).matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
          String(cell).replace(/<[^>]+>/g, ''),
        ),
      ]),
    );
    const nobody = 'personne rencontré';
    // Mayors, prefectures, intercommunalités, régions et départements, chambers.
    expect(cells).toEqual({
      'Grand Est': ['1 sur 1', nobody, nobody, nobody, '0 sur 1'],
      'Centre-Val de Loire': [nobody, nobody, nobody, nobody, nobody],
      Occitanie: [nobody, '1 sur 1', nobody, nobody, nobody],
    });
  });

  it('only what a permutation test upholds is said to attract', async () => {
    const body = await bodyOf(await themePath('Médecin, cabinet'));
    expect(body).toContain('>2 sur 2, 1,2 attendus</text>');
    expect(body).toMatch(
      />Maires et élus municipaux<\/a><\/th><td>Catégorie<\/td><td class="is-number">2<\/td><td class="is-number">2<\/td><td class="is-number">1,2<\/td><td class="is-number">0,0100<\/td><td class="is-number">0,020</,
    );
    // Grand Est is tested too, and its gap is chance: q = 0.5.
    expect(body).not.toContain('1 sur 2, 1,5 attendus');
  });

  it('forms are measured by χ², or by their specificity when asked', async () => {
    const path = await themePath('Médecin, cabinet');
    expect(await bodyOf(path)).toMatch(/aria-current="page">Par χ²</);
    const body = await bodyOf(`${path}?mesure=specificity`);
    expect(body).toMatch(/aria-current="page">Par spécificité</);
    expect(body).toMatch(
      />médecin<\/a><\/th><td class="is-number">6,0<\/td><td class="is-number">1,2</,
    );
    expect((await solange.get(`${path}?mesure=autre`)).statusCode).toBe(200);
  });

  it('the segments behind a figure are its own, to the letter, withdrawn ones left out', async () => {
    const body = await bodyOf(`${await themePath('Médecin, cabinet')}/segments`);
    expect(quotesIn(body).sort()).toEqual([
      'Le dernier médecin part en juin.',
      'Les médecins manquent dans tout le canton.',
      'Personne ne reprend le cabinet.',
    ]);
    expect(body).toContain('3 segments, 2 acteurs.');
    expect(body).toContain('Usage interne, à ne pas citer');
  });

  it('filters narrow the list by région, category, source and word; a word counts its inflections', async () => {
    const segments = `${await themePath('Médecin, cabinet')}/segments`;
    expect(quotesIn(await bodyOf(`${segments}?region=76`))).toEqual([WORDS.canton]);
    expect(quotesIn(await bodyOf(`${segments}?categorie=chamber`))).toEqual([]);
    expect(quotesIn(await bodyOf(`${segments}?famille=survey`))).toEqual([]);
    const byWord = await bodyOf(`${segments}?forme=m%C3%A9decin`);
    expect(quotesIn(byWord)).toHaveLength(2);
    expect(byWord).toContain('Les <mark>médecins</mark> manquent');
    expect(byWord).toContain('2 repérés ici par l’écriture du mot, 3 comptés par l’analyse');
  });

  it('words that look like markup are shown as words', async () => {
    const body = await bodyOf(`${await themePath('Halle, marché')}/segments`);
    expect(body).toContain('&lt;b&gt;la halle&lt;/b&gt;');
    expect(body).not.toContain('<b>la halle');
  });

  it('filters that mean nothing filter nothing', async () => {
    const segments = `${await themePath('Médecin, cabinet')}/segments`;
    for (const query of [
      'categorie=%27+OR+1%3D1',
      'page=-4',
      'page=1e9',
      'famille[]=x',
      'forme=((',
    ])
      expect((await solange.get(`${segments}?${query}`)).statusCode).toBe(200);
  });

  it('what no theme holds is listed too', async () => {
    const body = await bodyOf(`${home}/analyses/${analysed.runId}/hors-themes`);
    expect(body).toContain('1 segment n’appartient à aucun thème.');
    expect(quotesIn(body)).toEqual([WORDS.short]);
  });

  it('a segment opens its contribution, marked where it stands, between its neighbours', async () => {
    const { doctor, hall } = analysed.contributions;
    const body = await bodyOf(`${home}/contributions/${doctor}?de=33&a=64`);
    expect(body).toContain(
      'Le dernier médecin part en juin. <mark id="segment" tabindex="-1">Personne ne reprend le cabinet.</mark>',
    );
    expect(body).toContain(`href="${home}/contributions/${hall}"`);
    expect(body).toContain('Maire, Grand Est');
    expect(body).not.toContain('Ce qui précède');
  });

  it.each(['de=5&a=4', 'de=0&a=65', 'de=4&a=4'])(
    'a span that is not in the text is not found: %s',
    async (query) => {
      const url = `${home}/contributions/${analysed.contributions.doctor}?${query}`;
      expect((await solange.get(url)).statusCode).toBe(404);
    },
  );

  it('without a span, or with one that is no number, the contribution is shown whole', async () => {
    const url = `${home}/contributions/${analysed.contributions.doctor}`;
    for (const query of ['', '?de=abc&a=3', '?de=-1&a=3'])
      expect(await bodyOf(url + query)).not.toContain('<mark');
  });

  it('a contribution taken back is said to be', async () => {
    const body = await bodyOf(`${home}/contributions/${analysed.contributions.withdrawn}`);
    expect(body).toContain('a été retirée du corpus');
  });

  it('a consultant renames a theme; the journal keeps it, and the name follows everywhere', async () => {
    const path = await themePath('Halle, marché');
    const { statusCode, headers } = await solange.post(`${path}/nom`, {
      name: '  La halle du samedi  ',
    });
    expect([statusCode, headers.location]).toEqual([303, path]);
    expect(await bodyOf(`${home}/themes`)).toContain('>La halle du samedi<');
    const events = await listEvents(platform.store, mission, { limit: 50, offset: 0 });
    expect(events.map(({ action }) => action)).toContain('theme.rename');
  });

  it('a theme without a name is refused, and what was typed stays', async () => {
    const path = await themePath('Médecin, cabinet');
    const refused = await solange.post(`${path}/nom`, { name: '   ' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Donnez un nom au thème');
    const long = await solange.post(`${path}/nom`, { name: 'a'.repeat(201) });
    expect(long.statusCode).toBe(422);
    expect(long.body).toContain(`value="${'a'.repeat(201)}"`);
  });

  it('is for consultants of the mission: others find nothing', async () => {
    const theme = await themePath('Médecin, cabinet');
    const { contributions, runId } = analysed;
    for (const url of [
      `${home}/themes`,
      theme,
      `${theme}/segments`,
      `${home}/analyses/${runId}/hors-themes`,
      `${home}/contributions/${contributions.doctor}`,
    ])
      expect((await odile.get(url)).statusCode).toBe(404);
    const outsider = await addAccount(platform.store, 'Ivo Kaltenbach', 'consultant');
    const elsewhere = await addMission(platform.store, outsider);
    const ivo = await signInAs(platform, 'Ivo Kaltenbach');
    expect((await ivo.get(`${home}/themes`)).statusCode).toBe(404);
    // Nor through a mission of one’s own.
    const crossed = theme.replace(mission, elsewhere);
    expect((await ivo.get(crossed)).statusCode).toBe(404);
    expect(
      (await ivo.get(`/missions/${elsewhere}/contributions/${contributions.doctor}`)).statusCode,
    ).toBe(404);
    expect((await ivo.get(`/missions/${elsewhere}/analyses/${runId}`)).statusCode).toBe(404);
  });

  it('before any analysis, the page says so and where to go', async () => {
    const consultant = await addAccount(platform.store, 'Yann Le Goff', 'consultant');
    const empty = await addMission(platform.store, consultant);
    const yann = await signInAs(platform, 'Yann Le Goff');
    const { body } = await yann.get(`/missions/${empty}/themes`);
    expect(body).toContain('Aucune analyse terminée');
    expect(body).toContain(`href="/missions/${empty}/analyses"`);
  });
});
