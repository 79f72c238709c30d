import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertResponse, updateDraft } from '../../../db/queries/responses.ts';
import { insertSamplingPlan } from '../../../db/queries/sampling.ts';
import { findQuestionnaire, type Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { paths } from '../../../views/paths.ts';
import { publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let solange: Visitor;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
  survey = await publishMarket(platform.store, mission);
  solange = await signInAs(platform, 'Solange Perrin');
});
afterEach(() => platform.close());

const results = () => paths.surveyResults(mission, survey.id);
const send = (answers: object) => sendMarket(platform.store, survey, { ...SHOPPER, ...answers });

/** The words under one question, tags taken out, spaces made one. */
async function read(question: string): Promise<string> {
  const { body } = await solange.get(results());
  const part = new RegExp(`id="q-${question}">([\\s\\S]*?)</article>`).exec(body)?.[1] ?? '';
  return part
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x3D;', '=')
    .replaceAll(/\s+/g, ' ');
}

/** The rows of the tables under one question: label, then figures. */
async function tableOf(question: string): Promise<string[][]> {
  const { body } = await solange.get(results());
  const part = new RegExp(`id="q-${question}">([\\s\\S]*?)</article>`).exec(body)?.[1] ?? '';
  return [...part.matchAll(/<tr><th scope="row">([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    row.split(/<\/t[hd]>/).flatMap((cell) => cell.replaceAll(/<[^>]*>/g, '').trim() || []),
  );
}

it('has nothing to say before the first response', async () => {
  const { body } = await solange.get(results());
  expect(body).toContain('Pas encore de résultats');
  expect(body).not.toContain('NaN');
});

it('says how many answers came since the page was read', async () => {
  await send({});
  const { body } = await solange.get(results());
  expect(body).toContain('data-received="1"');
  await send({});
  const state = paths.surveyResultsState(mission, survey.id);
  expect((await solange.get(state)).json()).toMatchObject({ received: 2 });
});

it('counts, never a percentage, under thirty answers', async () => {
  for (let sent = 0; sent < 28; sent += 1) await send({});
  await send({ visit: 'never' });
  expect(await tableOf('visit')).toEqual([
    ['Chaque semaine', '28'],
    ['Jamais', '1'],
    ['Autre', '0'],
  ]);
  expect(await read('visit')).toContain('n = 29 sur N = 29');
  const { body } = await solange.get(results());
  const shown = body.slice(body.indexOf('<section'));
  expect(shown).not.toMatch(/\d[\u00a0\u202f ]?%/);
});

it('gives shares with Wilson’s interval from thirty on, for each question by its own n', async () => {
  for (let sent = 0; sent < 30; sent += 1) await send(sent < 24 ? {} : { visit: 'never' });
  // 24 of 30: 0.6269 to 0.9050; 6 of 30: 0.0951 to 0.3731; 0 of 30: 0 to 0.1135.
  expect(await tableOf('visit')).toEqual([
    ['Chaque semaine', '24', '80\u202f%', '63 à 90\u202f%'],
    ['Jamais', '6', '20\u202f%', '10 à 37\u202f%'],
    ['Autre', '0', '0\u202f%', '0 à 11\u202f%'],
  ]);
  // Who never comes is not asked what they buy: twenty-four answers, counts only.
  expect(await read('goods')).toContain('question non demandée à 6 personnes sur 30');
  expect((await tableOf('goods'))[0]).toEqual(['Poisson', '24']);
});

it('crosses matrices, ranks wishes, sorts best and worst, finds medians', async () => {
  await send({
    goods: ['fish', 'bread'],
    stalls: { fish: 'good', bread: 'poor' },
    marks: { thursday: { choice: 5, price: 2 }, sunday: { choice: 2, price: 2 } },
    budget: 10,
  });
  await send({
    goods: ['fish'],
    stalls: { fish: 'poor' },
    marks: { thursday: { choice: 4, price: 4 }, sunday: { choice: 2, price: 1 } },
    wishes: ['parking', 'hours'],
    budget: 21,
  });
  expect(await tableOf('stalls')).toEqual([
    ['Fromage', '0', '0', '0'],
    ['Poisson', '1', '1', '2'],
    ['Pain', '0', '1', '1'],
  ]);
  expect(await tableOf('marks')).toEqual([
    ['Jeudi', '0', '0', '0', '1', '1', '2', '4,5'],
    ['Dimanche', '0', '2', '0', '0', '0', '2', '2'],
    ['Jeudi', '0', '1', '0', '1', '0', '2', '3'],
    ['Dimanche', '1', '1', '0', '0', '0', '2', '1,5'],
  ]);
  expect(await read('marks')).toMatch(/Choix[\s\S]*Prix/);
  expect(await tableOf('wishes')).toEqual([
    ['Horaires', '1', '1', '2', '2', '1,5', '3'],
    ['Stationnement', '1', '0', '1', '2', '1,0', '2'],
    ['Bancs', '0', '1', '1', '2', '2,0', '1'],
    // Who passes before whom: what is ranked passes before what is not.
    ['A. Horaires', '–', '1', '2'],
    ['B. Stationnement', '1', '–', '1'],
    ['C. Bancs', '0', '1', '–'],
  ]);
  expect(await read('budget')).toContain('Médiane 15,5 €');
  expect(await read('budget')).toContain('de 10 à 21 €');
  expect(await tableOf('home')).toEqual([['Grand Est', '2']]);
});

it('shows some of the words with the way to each, and reads them all on their own page', async () => {
  for (let sent = 0; sent < 60; sent += 1)
    await send({ memory: `Souvenir ${String(sent + 1).padStart(2, '0')} <b>` });
  const { body } = await solange.get(results());
  expect(body.match(/Souvenir \d\d/g)).toHaveLength(3);
  const all = paths.openAnswers(mission, survey.id, 'memory');
  expect(body).toContain(`href="${all}"`);
  expect(body).toContain('Lire les 60\u00a0réponses');
  const first = (await solange.get(all)).body;
  expect(first.match(/Souvenir \d\d/g)).toHaveLength(50);
  expect(first).not.toContain('<b>');
  expect((await solange.get(`${all}?page=2`)).body.match(/Souvenir \d\d/g)).toHaveLength(10);
  const found = (await solange.get(`${all}?q=SOÙVENIR+07`)).body;
  expect(found.match(/Souvenir \d\d/g)).toEqual(['Souvenir 07']);
  expect(found).toContain('1\u00a0réponse écrite retenue, sur 60');
  expect((await solange.get(`${all}?q=fromage`)).body).toContain('Aucune réponse');
  const link = /href="([^"]+#c-[^"]+)"/.exec(first)?.[1] ?? '';
  expect((await solange.get(link)).body).toContain(`id="${link.split('#')[1]}"`);
  for (const question of ['visit', 'nothing', 'constructor', '..%2f'])
    expect((await solange.get(`${results()}/${question}`)).statusCode).toBe(404);
});

it('opens what was written beside « autre »', async () => {
  await send({ visit: { choice: 'other', text: 'les jours de foire' } });
  expect(await read('visit')).toContain('Lire la précision écrite');
  const { body } = await solange.get(paths.openAnswers(mission, survey.id, 'visit'));
  expect(body).toContain('les jours de foire');
});

it('lists the files that came, each under its response', async () => {
  const { submission } = await send({ picture: 'halle de face.jpg' });
  platform.store.sqlite
    .prepare(
      `INSERT INTO answer_files (id, response_id, field, file_name, media_type, sha256, size, at)
       VALUES ('photo', ?, 'picture', 'halle <b>.jpg', 'image/jpeg', 'x', 1, 1)`,
    )
    .run(submission.responseId);
  const { body } = await solange.get(results());
  expect(body).toContain('1\u00a0fichier reçu');
  expect(body).toContain(
    `<a href="${paths.submission(mission, submission.responseId)}">halle &lt;b&gt;.jpg</a>`,
  );
});

it('recomputes everything on the answers that a filter keeps, and says how many they are', async () => {
  for (let sent = 0; sent < 30; sent += 1) await send({ mood: sent < 20 ? 2 : -2 });
  await send({ visit: 'never' });
  const filtered = `${results()}?reponse=visit%3Anever`;
  const { body } = await solange.get(filtered);
  expect(body).toContain('Sur 31\u00a0réponses, 1 est retenue par les filtres');
  expect(body.slice(body.indexOf('<section'))).not.toMatch(/\d[\u00a0\u202f ]?%/);
  expect(body).toMatch(/<option value="visit:never" selected>/);
  const nobody = (await solange.get(`${results()}?region=99`)).body;
  expect(nobody).toContain('0 est retenue');
  for (const odd of ['?reponse=x&reponse=y:z', '?region[]=1', '?reponse=constructor:a'])
    expect((await solange.get(`${results()}${odd}`)).statusCode).toBe(200);
});

it('crosses two questions on the answers kept, with a test that keeps silent when it must', async () => {
  const crossings = paths.surveyCrossings(mission, survey.id);
  expect((await solange.get(crossings)).body).toContain('Il n’y a rien à croiser');
  const halle = { visit: 'never', street: 'Halle' };
  const lavoir = { visit: 'weekly', street: 'L&B' };
  for (const answers of [halle, halle, lavoir, lavoir]) await send(answers);
  const pair = `${crossings}?ligne=question%3Avisit&colonne=question%3Astreet`;
  expect((await solange.get(pair)).body).toContain('Moins de dix réponses communes');
  for (let sent = 0; sent < 40; sent += 1) await send(sent < 22 ? halle : lavoir);
  const { body } = await solange.get(pair);
  expect(body).toContain('Chaque semaine');
  expect(body).toMatch(/n\u00a0(?:=|&#x3D;)\u00a044/);
  expect(body).toContain('χ²');
  // 24 in the row « Jamais » are counts only: shares are read from thirty on, « Ensemble » has 44.
  expect(body).toMatch(/Jamais<\/th><td[^>]*>24<\/td>/);
  expect(body).toMatch(/Ensemble<\/th><td[^>]*>24\u00a0·\u00a055\u202f%/);
  expect(body).toContain('1\u00a0croisement testé');
  expect(
    (await solange.get(`${crossings}?ligne=question:visit&colonne=question:visit`)).body,
  ).toContain('deux variables différentes');
});

it('weighs answers by the strata of the sampling plan, beside what was counted and never instead', async () => {
  const town = platform.store.sqlite.prepare(
    `INSERT INTO territories (code, kind, name, search_name, department_code, region_code, postcodes,
       population, centrality, vintage, mission_id)
     VALUES (?, 'commune', ?, ?, ?, ?, '[]', 900, 'locale', 'fiction', ?)`,
  );
  const programme = platform.store.sqlite.prepare(
    "INSERT INTO territory_programmes (territory_code, programme) VALUES (?, 'BDE')",
  );
  // Six towns in one region, three in the other, and one that nobody answers from.
  const towns = ['52F01', '52F02', '52F03', '52F04', '52F05', '52F06', '46F01', '46F02', '46F03'];
  for (const code of [...towns, '45F01']) {
    const region = { '52': '44', '46': '76', '45': '24' }[code.slice(0, 2)];
    town.run(code, `Ville ${code}`, `ville ${code}`, code.slice(0, 2), region, mission);
    programme.run(code);
  }
  const by = await findMember();
  const frame = { programme: 'BDE', regions: [], departments: [], centralities: [] };
  await insertSamplingPlan(platform.store, {
    survey,
    by,
    plan: {
      axes: ['region'],
      regions: ['44', '76', '24'],
      bandStarts: [],
      targets: {},
      frame: { ...frame, populationFrom: null, populationTo: null },
      allocation: 'hand',
      total: 0,
      refusesWhenFull: false,
    },
  });
  for (let sent = 0; sent < 60; sent += 1) {
    const home = sent < 30 ? '52F01' : '46F01';
    const respondent = {
      communeCode: home,
      function: null,
      category: 'mayor' as const,
      consent: 'internal' as const,
    };
    await sendMarket(
      platform.store,
      survey,
      { ...SHOPPER, home, visit: sent < 30 ? 'weekly' : 'never' },
      { respondent },
    );
  }
  expect(await tableOf('visit')).toContainEqual([
    'Chaque semaine',
    '30',
    '50\u202f%',
    '38 à 62\u202f%',
  ]);
  const { body } = await solange.get(`${results()}?redressement=strates`);
  // Weights of 4/3 and 2/3: 60² / (30 × 16/9 + 30 × 4/9) = 54; Wilson of 36 in 54 is 0.534 to 0.778.
  expect(body).toMatch(/n efficace\u00a0(?:=|&#x3D;)\u00a054,0/);
  expect(body).toContain('effet de plan 1,11');
  expect(body).toMatch(/Sans réponse[^<]*Centre-Val de Loire[^<]*10\u202f%/);
  const row = /Chaque semaine<\/th>([\s\S]*?)<\/tr>/.exec(body)?.[1] ?? '';
  expect(
    row
      .replaceAll(/<[^>]*>/g, ' ')
      .trim()
      .split(/ +/),
  ).toEqual('30 50\u202f% 38 à 62\u202f% 67\u202f% 53 à 78\u202f%'.split(' '));
  const filtered = (await solange.get(`${results()}?strate=76&redressement=marges`)).body;
  expect(filtered).toContain('30 sont retenues');
  expect(filtered).toMatch(/<option value="76" selected>Occitanie/);
});

async function findMember(): Promise<string> {
  const row = platform.store.sqlite.prepare('SELECT account_id FROM memberships').get();
  return (row as { account_id: string }).account_id; // every mission has one
}

it('hides small counts from what may leave the mission, and lets the mission choose how small', async () => {
  const release = paths.surveyRelease(mission, survey.id);
  for (let sent = 0; sent < 45; sent += 1) await send({ visit: sent < 40 ? 'weekly' : 'never' });
  const rowsOf = (body: string) => {
    const part = /id="q-visit">([\s\S]*?)<\/article>/.exec(body)?.[1] ?? '';
    return [...part.matchAll(/<tr><th scope="row">([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      row.split(/<\/t[hd]>/).flatMap((cell) => cell.replaceAll(/<[^>]*>/g, '').trim() || []),
    );
  };
  // 5 is hidden, and 40 with it: 45 − 40 would give it back.
  expect(rowsOf((await solange.get(release)).body)).toEqual([
    ['Chaque semaine', 's.'],
    ['Jamais', 's.'],
    ['Autre', '0\u00a0·\u00a00\u202f% (0 à 8\u202f%)'],
    ['n', '45'],
  ]);
  const refused = await solange.post(release, { smallest: '2' });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('de 3 à 100');
  expect((await solange.post(release, { smallest: '5' })).statusCode).toBe(303);
  const { body } = await solange.get(release);
  expect(rowsOf(body).slice(0, 2)).toEqual([
    ['Chaque semaine', '40\u00a0·\u00a089\u202f% (77 à 95\u202f%)'],
    ['Jamais', '5\u00a0·\u00a011\u202f% (5 à 23\u202f%)'],
  ]);
  expect(body).not.toContain('La neige');
  const note = await solange.get(paths.surveyReleaseDocx(mission, survey.id));
  expect(note.headers['content-disposition']).toContain('note-de-resultats.docx');
  expect(note.rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect(note.rawPayload.includes('Venez-vous au marché')).toBe(true);
});

it('tells where people stopped, and which questions they left blank', async () => {
  const questionnaire = await findQuestionnaire(platform.store, survey.id);
  const begin = () =>
    insertResponse(platform.store, {
      surveyId: survey.id,
      questionnaireId: questionnaire?.id ?? '',
    });
  await begin();
  const id = await begin();
  await updateDraft(platform.store, { id, revision: 0, answers: { home: '52250' } });
  await send({});
  const course = paths.surveyCourse(mission, survey.id);
  const { body } = await solange.get(course);
  expect(body).toContain('2\u00a0réponses commencées ne sont pas envoyées, dont 1 sans un mot');
  expect(body).toMatch(/Vous<\/th><td[^>]*>2<\/td><td[^>]*>1<\/td>/);
  expect(body).toContain('Questions laissées sans réponse');
  expect(body).not.toContain('NaN');
});

it('is for the consultants of the mission alone', async () => {
  await send({});
  const odile = await signInAs(platform, 'Odile Marchadier');
  const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
  const elsewhere = await addMission(platform.store, marcId);
  const marc = await signInAs(platform, 'Marc Vidal');
  const theirs = paths.surveyResults(elsewhere, survey.id);
  for (const [visitor, address] of [
    [odile, results()],
    [odile, `${results()}/memory`],
    [odile, paths.surveyCrossings(mission, survey.id)],
    [odile, paths.surveyCourse(mission, survey.id)],
    [odile, paths.surveyRelease(mission, survey.id)],
    [odile, paths.surveyReleaseDocx(mission, survey.id)],
    [marc, results()],
    [marc, theirs],
    [marc, `${theirs}/memory`],
  ] as const)
    expect((await visitor.get(address)).statusCode).toBe(404);
});
