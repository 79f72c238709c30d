// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPublications, listRevisions } from '../../../db/queries/questionnaires.ts';
import { findSurvey, listSurveys } from '../../../db/queries/surveys.ts';
import { writeWorkbook } from '../../../server/documents/write/workbook.ts';
import { elus } from '../../../surveys/definitions/elus.ts';
import { writeXlsform } from '../../../surveys/xlsform/write.ts';
import { everyType } from '../../fixtures/every-type.ts';
import { publishMarket } from '../../support/market.ts';
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
let solange: Visitor;
let marcel: Visitor;

beforeEach(async () => {
  platform = await openTestPlatform();
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const other = await addAccount(platform.store, 'Marcel Aubry', 'consultant');
  mission = await addMission(platform.store, consultant, { [other]: 'consultant' });
  solange = await signInAs(platform, 'Solange Perrin');
  marcel = await signInAs(platform, 'Marcel Aubry');
});
afterEach(() => platform.close());

/** A page as one reads it: no-break spaces are spaces. */
const page = async (url: string) =>
  (await solange.get(url)).body
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&#x27;', "'");
const surveys = () => `/missions/${mission}/enquetes`;
const tab = (survey: string, act = '') => `${surveys()}/${survey}/questionnaire${act}`;
const draft = (survey: string, act = '') => tab(survey, `/brouillon${act}`);

async function create(form: Record<string, string>): Promise<string> {
  const answer = await solange.post(`${surveys()}/nouvelle`, form);
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location).split('/')[4] ?? '';
}

async function seenIn(survey: string): Promise<string> {
  return String((await listRevisions(platform.store, survey)).at(-1)?.number ?? 0);
}

/** An edit by someone who sees the questionnaire as it stands. */
async function edit(survey: string, form: Record<string, string>, who = solange) {
  return who.post(draft(survey), { seen: await seenIn(survey), ...form });
}

async function publish(survey: string) {
  return solange.post(tab(survey, '/publication'), { seen: await seenIn(survey) });
}

async function upload(name: string, bytes: Buffer) {
  const boundary = 'halle';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return solange.request({
    method: 'POST',
    url: `${surveys()}/fichiers`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
}

describe('a new survey', () => {
  it('begins with the questionnaire of élus, once, and nobody can answer it yet', async () => {
    const id = crypto.randomUUID();
    const first = await create({ origin: 'elus', title: 'Bourgs du Perthois', id });
    const again = await create({ origin: 'elus', title: 'Bourgs du Perthois', id });
    expect([first, again]).toEqual([id, id]);
    expect(await listSurveys(platform.store, mission)).toHaveLength(1);
    const survey = await findSurvey(platform.store, mission, id);
    expect((await solange.get(`/enquetes/${survey?.slug}`)).statusCode).toBe(404);
    expect(await page(surveys())).toContain('En préparation');
  });

  it('has every page of a survey, though nothing is published', async () => {
    const id = await create({ origin: 'blank', title: 'Halles' });
    for (const act of [
      '',
      '/questionnaire',
      '/invitations',
      '/reponses',
      '/resultats',
      '/exports',
      '/courriels',
      '/sondage',
    ]) {
      const { statusCode } = await solange.get(`${surveys()}/${id}${act}`);
      expect([act, statusCode < 500]).toEqual([act, true]);
    }
  });

  it('may be blank, and is published when it asks something', async () => {
    const id = await create({ origin: 'blank', title: 'Halles' });
    expect((await publish(id)).statusCode).toBe(422);
    await edit(id, {
      act: 'add-question',
      into: 'page-1',
      type: 'single',
      label: 'Venez-vous à la halle ?',
    });
    expect((await publish(id)).statusCode).toBe(303);
    const [version] = await listPublications(platform.store, id);
    expect(version).toMatchObject({ version: 1, publishedByName: 'Solange Perrin', received: 0 });
    expect(version?.definition).toMatchObject({ title: 'Halles' });
  });

  it('may copy another survey of the mission, and no other mission’s', async () => {
    const market = await publishMarket(platform.store, mission);
    const id = await create({ origin: market.id });
    expect(await page(draft(id))).toContain('Le marché de Vaubrun');
    const stranger = await addAccount(platform.store, 'Zoé Lanthier', 'consultant');
    const elsewhere = await addMission(platform.store, stranger);
    const zoe = await signInAs(platform, 'Zoé Lanthier');
    const answer = await zoe.post(`/missions/${elsewhere}/enquetes/nouvelle`, {
      origin: market.id,
    });
    expect(answer.statusCode).toBe(422);
  });
});

describe('a questionnaire sent as a file', () => {
  it('is shown before a survey is made of it, once', async () => {
    const sent = await upload(
      'marche.xlsx',
      Buffer.from(await writeWorkbook(writeXlsform(everyType))),
    );
    expect(sent.statusCode).toBe(303);
    const preview = await solange.get(String(sent.headers.location));
    expect(preview.body).toContain('Créer l’enquête avec ce questionnaire');
    expect(await listSurveys(platform.store, mission)).toHaveLength(0);
    const [first, again] = [
      await solange.post(String(sent.headers.location)),
      await solange.post(String(sent.headers.location)),
    ];
    expect(again.headers.location).toBe(first.headers.location);
    expect(await listSurveys(platform.store, mission)).toHaveLength(1);
  });

  it('gives a report where it is no questionnaire', async () => {
    for (const [name, bytes] of [
      ['vide.json', '{}'],
      ['casse.json', '{{{'],
      ['casse.xlsx', 'PK'],
      ['proto.json', '{"__proto__":{"sections":[]}}'],
    ] as const) {
      const sent = await upload(name, Buffer.from(bytes));
      expect(sent.statusCode).toBe(303);
      const shown = await page(String(sent.headers.location));
      expect(shown).toContain('ne donne pas de questionnaire');
      expect((await solange.post(String(sent.headers.location))).statusCode).toBe(404);
    }
  });

  it('keeps what is wrong in a definition, and says where', async () => {
    const [first] = elus.sections;
    const broken = {
      ...elus,
      sections: [
        {
          ...first,
          questions: [{ id: 'a', type: 'single', label: 'Une ?', choices: [], condition: '((' }],
        },
      ],
    };
    const sent = await upload('elus.json', Buffer.from(JSON.stringify(broken)));
    const shown = await page(String(sent.headers.location));
    expect(shown).toContain('il en faut au moins 1');
    const made = await solange.post(String(sent.headers.location));
    const id = String(made.headers.location).split('/')[4] ?? '';
    expect(await page(draft(id, '/questions/a'))).toContain('((');
    expect((await publish(id)).statusCode).toBe(422);
  });

  it('is missing or too much of one: said beside its field', async () => {
    expect((await upload('', Buffer.from(''))).statusCode).toBe(422);
    const answer = await solange.post(`${surveys()}/fichiers`);
    expect(answer.statusCode).toBe(415);
  });
});

describe('the draft of a published questionnaire', () => {
  let id: string;
  beforeEach(async () => {
    id = (await publishMarket(platform.store, mission)).id;
  });

  const body = (act = '') => page(draft(id, act));

  it('says the same as its version until someone edits it, and again when they give up', async () => {
    expect(await page(tab(id))).toContain('dit la même chose que la version 1');
    const answer = await edit(id, {
      act: 'change-question',
      question: 'visit',
      label: 'Venez-vous souvent ?',
    });
    expect(answer.headers.location).toBe(draft(id, '/questions/visit'));
    const changed = await page(tab(id));
    expect(changed).toContain('1 modification');
    expect(await page(draft(id, '/changements'))).toContain('souvent');
    await solange.post(draft(id, '/abandon'), { seen: await seenIn(id) });
    expect(await page(tab(id))).toContain('dit la même chose que la version 1');
  });

  it('is undone and redone, step by step, without losing any', async () => {
    const go = async (way: string) =>
      solange.post(draft(id, `/${way}`), { seen: await seenIn(id) });
    await edit(id, { act: 'change-question', question: 'visit', label: 'Un' });
    await edit(id, { act: 'change-question', question: 'visit', label: 'Deux' });
    await go('annulation');
    expect(await body('/questions/visit')).toMatch(/<h2 id="panneau">Un</);
    await go('annulation');
    expect(await body('/questions/visit')).toMatch(/<h2 id="panneau">Venez-vous au marché/);
    await go('annulation');
    await go('retablissement');
    await go('retablissement');
    expect(await body('/questions/visit')).toMatch(/<h2 id="panneau">Deux</);
    expect(await listRevisions(platform.store, id)).toHaveLength(7);
  });

  it('keeps one question removed within reach', async () => {
    const removed = await edit(id, { act: 'remove-question', question: 'goods' });
    const shown = await page(String(removed.headers.location));
    expect(shown).toContain('Qu’y achetez-vous');
    expect(shown).toContain('est supprimée');
    // Its conditions now cite a question that is gone: said, and nothing is published.
    expect(shown).toContain('qui n’est pas une question de ce questionnaire');
    expect((await publish(id)).statusCode).toBe(422);
  });

  it('changes conditions from menus, and leaves alone what they can’t say', async () => {
    const question = 'memory';
    const added = {
      act: 'change-question',
      question,
      'condition.text': '',
      'condition.join': 'all',
      'condition.add': 'visit',
    };
    await edit(id, added);
    const shown = await body(`/questions/${question}`);
    expect(shown).toContain("${visit} = 'weekly'");
    expect(shown).toContain('« Venez-vous au marché ? » est « Chaque semaine »');
    const clause = {
      'condition.0.subject': 'visit',
      'condition.0.comparison': 'is-not',
      'condition.0.value': 'never',
    };
    await edit(id, {
      act: 'change-question',
      question,
      'condition.text': "${visit} = 'weekly'",
      'condition.join': 'all',
      ...clause,
    });
    expect(await body(`/questions/${question}`)).toContain("${visit} != 'never'");
    await edit(id, {
      act: 'change-question',
      question,
      'condition.text': "${visit} != 'never'",
      'condition.join': 'all',
      ...clause,
      _act: 'condition:remove:0',
    });
    expect(await body(`/questions/${question}`)).toContain('Aujourd’hui : toujours');
    const stalls = "count-selected(${goods}) > 0 and not(selected(${goods}, 'nothing'))";
    const before = await listRevisions(platform.store, id);
    await edit(id, {
      act: 'change-question',
      question: 'stalls',
      'condition.text': stalls,
      'condition.join': 'all',
    });
    expect(await listRevisions(platform.store, id)).toHaveLength(before.length);
  });

  it('keeps an expression that means nothing, with what is wrong in it', async () => {
    await edit(id, { act: 'change-question', question: 'memory', 'condition.text': '${visit} = ' });
    const shown = await body('/questions/memory');
    expect(shown).toContain('${visit} =');
    expect(shown).toContain('ne se lit pas');
  });

  it('sets the spaces and apostrophes of French in what respondents will read, and nowhere else', async () => {
    const form = {
      act: 'change-question',
      question: 'visit',
      label: "Venez-vous à l'étal : souvent ?",
    };
    await edit(id, {
      ...form,
      'condition.text': "${memory} = 'l : x'",
      'choices.more': 'Jamais !',
    });
    const raw = (await solange.get(draft(id, '/questions/visit'))).body;
    expect(raw).toContain('Venez-vous à l’étal\u00a0: souvent\u202f?');
    expect(raw).toContain('Jamais\u202f!');
    expect(await body('/questions/visit')).toContain("${memory} = 'l : x'");
    const before = await listRevisions(platform.store, id);
    await edit(id, { ...form, label: 'Venez-vous à l’étal\u00a0: souvent\u202f?' });
    expect(await listRevisions(platform.store, id)).toHaveLength(before.length);
  });

  it('leaves a list of a thousand choices as it is, and lets the rest of its question be written', async () => {
    const choices = Array.from({ length: 1000 }, (_, index) => ({
      id: `c${index}`,
      label: `Commune ${index}`,
    }));
    const [first] = everyType.sections;
    const definition = {
      ...everyType,
      sections: [
        { ...first, questions: [{ id: 'town', type: 'dropdown', label: 'Commune', choices }] },
      ],
    };
    const sent = await upload('communes.json', Buffer.from(JSON.stringify(definition)));
    const made = await solange.post(String(sent.headers.location));
    const survey = String(made.headers.location).split('/')[4] ?? '';
    expect(await page(draft(survey, '/questions/town'))).toContain(
      '1 000 éléments : trop pour être modifiés ici',
    );
    await edit(survey, { act: 'change-question', question: 'town', label: 'Votre commune' });
    await publish(survey);
    const [version] = await listPublications(platform.store, survey);
    expect(version?.definition).toMatchObject({
      sections: [{ questions: [{ label: 'Votre commune', choices }] }],
    });
  });

  it('refuses ten thousand questions with a sentence', async () => {
    const questions = Array.from({ length: 10_000 }, (_, index) => ({
      id: `q${index}`,
      type: 'note',
      label: 'Lire',
    }));
    const definition = {
      id: 'long',
      version: '1',
      title: 'Long',
      sections: [{ id: 'p', title: 'P', questions }],
    };
    const sent = await upload('long.json', Buffer.from(JSON.stringify(definition)));
    expect(await page(String(sent.headers.location))).toContain('Le questionnaire est trop long');
  });

  it('prints the words of its author, whatever they are', async () => {
    const label = '{{constructor}}<script>alert(1)</script>"onmouseover="x';
    await edit(id, { act: 'change-question', question: 'visit', label });
    for (const url of [
      draft(id, '/questions/visit'),
      draft(id),
      tab(id),
      tab(id, '/apercu'),
      tab(id, '/apercu/pages/1'),
      tab(id, '/essai'),
      tab(id, '/essai/1'),
      draft(id, '/changements'),
    ]) {
      const answer = await solange.get(url);
      expect([url, answer.statusCode]).toEqual([url, 200]);
      expect(answer.body).not.toContain('<script>alert(1)');
      expect(answer.body).not.toContain('"onmouseover=');
    }
    expect(await body('/questions/visit')).toContain('{{constructor}}');
  });

  it('refuses names that no question can have, and forms that nobody sends', async () => {
    const forms: Record<string, string>[] = [
      { act: 'rename-question', question: 'memory', to: '__proto__' },
      { act: 'rename-question', question: 'memory', to: 'constructor' },
      { act: 'add-question', into: 'nowhere', type: 'single', label: 'x' },
      { act: 'add-question', into: 'you', type: 'constructor', label: 'x' },
      { act: 'change-question', question: 'nobody', label: 'x' },
      { act: 'hasOwnProperty' },
      {},
    ];
    for (const form of forms) expect((await edit(id, form)).statusCode).toBe(422);
    expect((await solange.post(draft(id), { act: 'describe', seen: '7abc' })).statusCode).toBe(422);
    expect(await listRevisions(platform.store, id)).toHaveLength(0);
  });

  it('keeps the ids that a version published', async () => {
    expect(await body('/questions/visit')).toContain('il ne change plus');
    const added = await edit(id, {
      act: 'add-question',
      into: 'you',
      type: 'short-text',
      label: 'Et après ?',
    });
    expect(added.headers.location).toBe(draft(id, '/questions/et-apres'));
    expect(await body('/questions/et-apres')).toContain('Renommer');
    const renamed = await edit(id, { act: 'rename-question', question: 'visit', to: 'other' });
    expect(renamed.statusCode).toBe(422);
  });

  it('shows the second of two authors what the first did, and applies theirs on top', async () => {
    const seen = await seenIn(id);
    const one = await solange.post(draft(id), {
      act: 'change-question',
      question: 'visit',
      seen,
      label: 'Venez-vous à la halle ?',
    });
    expect(one.statusCode).toBe(303);
    const form = {
      act: 'change-question',
      question: 'visit',
      seen,
      label: 'Venez-vous au marché ?',
      hint: 'Le jeudi ou le dimanche.',
    };
    const two = await marcel.post(draft(id), form);
    expect(two.statusCode).toBe(409);
    expect(two.body).toContain('Solange Perrin');
    expect(two.body).toContain('Le jeudi ou le dimanche.');
    expect(two.body).toMatch(/<ins class="diff">.*halle/);
    const again = await marcel.post(draft(id), { ...form, base: seen, seen: await seenIn(id) });
    expect(again.statusCode).toBe(303);
    const shown = await body('/questions/visit');
    expect(shown).toContain('Venez-vous à la halle ?');
    expect(shown).toContain('Le jeudi ou le dimanche.');
  });

  it('tells who edits a question that another has removed, with what they wrote', async () => {
    const seen = await seenIn(id);
    await solange.post(draft(id), { act: 'remove-question', question: 'memory', seen });
    const answer = await marcel.post(draft(id), {
      act: 'change-question',
      question: 'memory',
      seen,
      label: 'Racontez la halle',
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Racontez la halle');
    expect(answer.body).toContain('n’est plus dans le questionnaire');
  });

  it('becomes a second version, which can be compared with the first', async () => {
    await edit(id, { act: 'change-question', question: 'visit', label: 'Venez-vous à la halle ?' });
    await edit(id, { act: 'remove-question', question: 'memory' });
    expect((await publish(id)).statusCode).toBe(303);
    const versions = await listPublications(platform.store, id);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    const shown = await page(tab(id, '/versions/2'));
    expect(shown).toContain('Un souvenir de marché');
    expect(shown).toContain('1 suppression, 1 modification');
    expect(await page(tab(id, '/versions/1?avec=2'))).toContain('1 ajout');
    expect((await solange.get(tab(id, '/versions/9'))).statusCode).toBe(404);
    // What is published is frozen: nothing goes back beyond it.
    expect(await body()).not.toContain('Annuler</button>');
    expect((await publish(id)).statusCode).toBe(303);
    expect(await listPublications(platform.store, id)).toHaveLength(2);
  });

  it('is not published over an edit that its reader has not seen', async () => {
    await edit(id, { act: 'change-question', question: 'visit', label: 'Venez-vous à la halle ?' });
    const stale = await solange.post(tab(id, '/publication'), { seen: '0' });
    expect(stale.statusCode).toBe(409);
    expect(await listPublications(platform.store, id)).toHaveLength(1);
  });

  it('is walked as one answers, and nothing of it is kept', async () => {
    const first = await solange.get(tab(id, '/apercu/pages/1'));
    expect(first.headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(first.body).toContain('Venez-vous au marché');
    const form = {
      _shown: ['agreement', 'home', 'visit'],
      agreement: 'v2',
      home: '51108',
      visit: 'never',
      _to: 'next',
      _resume: '{}',
    };
    const missing = await solange.post(tab(id, '/apercu/pages/1'), { ...form, visit: '' });
    expect(missing.statusCode).toBe(422);
    expect((await solange.get(tab(id, '/apercu/pages/99'))).statusCode).toBe(404);
    const tampered = await solange.post(tab(id, '/apercu/pages/2'), {
      _resume: '{"visit":{"__proto__":1}}',
      _to: 'previous',
    });
    expect(tampered.statusCode).toBe(200);
  });

  it('is found by nobody else', async () => {
    const stranger = await addAccount(platform.store, 'Zoé Lanthier', 'consultant');
    await addMission(platform.store, stranger);
    const zoe = await signInAs(platform, 'Zoé Lanthier');
    for (const url of [
      tab(id),
      draft(id),
      draft(id, '/questions/visit'),
      tab(id, '/apercu'),
      tab(id, '/essai'),
      tab(id, '/versions/1'),
    ]) {
      expect((await zoe.get(url)).statusCode).toBe(404);
    }
    expect((await zoe.post(draft(id), { act: 'describe', seen: '0', title: 'x' })).statusCode).toBe(
      404,
    );
  });

  it('shows every panel of every type', async () => {
    for (const section of everyType.sections) {
      expect((await solange.get(draft(id, `/pages/${section.id}`))).statusCode).toBe(200);
      for (const { id: question } of section.questions) {
        const { statusCode } = await solange.get(draft(id, `/questions/${question}`));
        expect([question, statusCode]).toEqual([question, 200]);
      }
    }
    expect((await solange.get(draft(id, '/langues/en'))).statusCode).toBe(200);
    expect((await solange.get(draft(id, '/langues/..%2f'))).statusCode).toBe(404);
    expect((await solange.get(draft(id, '/questions/nobody'))).statusCode).toBe(303);
  });
});
