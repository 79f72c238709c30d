import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { write } from '../../../db/open.ts';
import { withdrawContributions } from '../../../db/queries/contributions.ts';
import { listCounterSearches, listEvidence } from '../../../db/queries/evidence.ts';
import { listStatuses } from '../../../db/queries/finding-statuses.ts';
import { findFinding, listVersions } from '../../../db/queries/findings.ts';
import { paths } from '../../../views/paths.ts';
import { type AnalysedMission, analyseMission, findingsOf, WORDS } from '../../support/findings.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

let platform: TestPlatform;
let mission: AnalysedMission;
let claire: Visitor;
let karim: Visitor;
let finding: string;
let doctor: string;

beforeAll(async () => {
  platform = await openTestPlatform({ DEVELOPMENT: 'true' });
  for (const name of ['Claire Aubertin', 'Karim Lefebvre', 'Marc Vidal'])
    await addAccount(platform.store, name, 'consultant');
  await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  claire = await signInAs(platform, 'Claire Aubertin');
  karim = await signInAs(platform, 'Karim Lefebvre');
});
afterAll(() => platform.close());

beforeEach(async () => {
  const { store } = platform;
  const id = await addMission(store, idOf('Claire Aubertin'), {
    [idOf('Karim Lefebvre')]: 'consultant',
    [idOf('Odile Marchadier')]: 'interviewer',
  });
  mission = await analyseMission(store, id);
  const found = await findingsOf(store, id);
  finding = found.engineering.id;
  doctor = found.doctor.id;
});

const idOf = (name: string) =>
  platform.store.sqlite
    .prepare<[string], { id: string }>('SELECT id FROM accounts WHERE name = ?')
    .get(name)?.id ?? '';

const page = (id = finding) => paths.finding(mission.missionId, id);
const words = {
  title: 'L’ingénierie manque avant l’argent',
  body: 'Les dossiers s’arrêtent.',
  validity: '',
};
const statusOf = async (id = finding) =>
  (await listStatuses(platform.store, id)).map(({ status }) => status).at(-1);
const evidenceOf = (id = finding) => listEvidence(platform.store, [id]);

/** The form that takes a decision, as the page drew it. */
async function decide(visitor: Visitor, to: string, { reason = '', id = finding } = {}) {
  const { body } = await visitor.get(page(id));
  const seen = /name="seen" value="(\w+)"/.exec(body)?.[1] ?? '';
  return visitor.post(paths.findingStatus(mission.missionId, id), { status: to, seen, reason });
}

async function edit(visitor: Visitor, typed: Partial<typeof words> & { revision?: string } = {}) {
  return visitor.post(page(), { revision: '1', ...words, ...typed });
}

const evidenceSaying = async (key: keyof typeof WORDS) =>
  (await evidenceOf()).find(({ quote }) => quote === WORDS[key])?.id ?? '';

async function classify(key: keyof typeof WORDS, role: string) {
  const action = paths.evidence(mission.missionId, finding, await evidenceSaying(key));
  return claire.post(action, { role });
}

async function makeReady() {
  await edit(claire);
  await classify('director1', 'contradicts');
  await decide(claire, 'proposed');
  await decide(karim, 'in-review');
}

describe('The list of findings', () => {
  it('says where each stands and what is missing', async () => {
    const { body, statusCode } = await claire.get(paths.findings(mission.missionId));
    expect(statusCode).toBe(200);
    expect(body).toContain('2\u00a0constats\u00a0: 2\u00a0brouillons.');
    expect(body).toContain('5\u00a0segments, 4\u00a0acteurs, 3\u00a0familles de sources');
    expect(body).toContain('Signal isolé');
    expect(body).toContain('il manque 2\u00a0segments, 1\u00a0acteur et 1\u00a0famille de sources');
  });

  it('makes the drafts that an interrupted analysis did not', async () => {
    const { sqlite } = platform.store;
    for (const table of ['finding_versions', 'finding_statuses', 'evidence', 'findings'])
      sqlite.exec(`DELETE FROM ${table}`);
    await claire.get(paths.findings(mission.missionId));
    expect(Object.values(await findingsOf(platform.store, mission.missionId))).toHaveLength(2);
  });

  it('says how to get findings where there is none', async () => {
    const empty = await addMission(platform.store, idOf('Claire Aubertin'));
    const { body } = await claire.get(paths.findings(empty));
    expect(body).toContain('Aucun constat pour l’instant');
    expect(body).toContain(paths.runs(empty));
  });
});

describe('A finding’s page', () => {
  it('shows verbatims by function, linked to their place, and by name only where allowed', async () => {
    const { body } = await claire.get(page());
    expect(body).toContain(WORDS.subPrefect1);
    expect(body).toContain('Sous-préfète');
    expect(body).not.toContain('Personne subPrefect');
    expect(body).toContain('Personne miller');
    expect(body).toContain(
      `/contributions/${mission.said.subPrefect1}?de&#x3D;0&amp;a&#x3D;${WORDS.subPrefect1.length}#segment`,
    );
    expect(body).toContain('Entretien du 21\u00a0janvier\u00a02020');
    expect(body).toContain('Remontée du 28\u00a0novembre\u00a02019');
  });

  it('marks what will not be quoted, and what is not to the letter', async () => {
    platform.store.sqlite
      .prepare(
        "UPDATE evidence SET quote = replace(quote, 'plume', 'Plume') WHERE quote LIKE '%plume%'",
      )
      .run();
    const { body } = await claire.get(page());
    expect(body.match(/Usage interne\u00a0: ne sera pas cité/g)).toHaveLength(1);
    expect(body).toContain(
      'Différent de la source\u00a0: «\u00a0Plume à leur\u00a0» ici, «\u00a0plume à leur\u00a0» là-bas',
    );
    expect(body.match(/Identique à la source/g)).toHaveLength(4);
  });

  /** Values of the grid, row by row, as the page shows them. */
  const gridOf = (body: string) => {
    const start = body.indexOf('<table class="grid">');
    const rows = body.slice(start, body.indexOf('</table>', start)).split('<tr>').slice(-3);
    return rows.map((row) =>
      [...row.matchAll(/<td class="grid-(\w+)"/g)].map(([, value]) => value),
    );
  };

  it('tells « non demandé » from « non évoqué » in its grid', async () => {
    await classify('director1', 'contradicts');
    const { body } = await claire.get(page());
    // Columns: mayors, prefectures, intercommunalities, régions and départements, chambers.
    expect(gridOf(body)).toEqual([
      // The chamber was asked other questions only; nobody else was met in Grand Est.
      ['supports', 'supports', 'unasked', 'unasked', 'unasked'],
      // The intercommunality answered the survey, whose routing did not show it the question.
      ['supports', 'unasked', 'unasked', 'unasked', 'unasked'],
      // The intercommunality was asked about project leads, and spoke of something else.
      ['unasked', 'unasked', 'unmentioned', 'contradicts', 'unasked'],
    ]);
    expect(body).toContain('1 sur\u00a01');
    platform.store.sqlite
      .prepare(
        "UPDATE submissions SET answers = json_set(answers, '$.abandoned', 'yes') WHERE id LIKE 'reponse-carpenter-%'",
      )
      .run();
    // Shown the question, and saying nothing of it, it would be « non évoqué ».
    expect(gridOf((await claire.get(page())).body)[1]?.[2]).toBe('unmentioned');
  });

  it('proposes counter-voices to read, and finds others by words', async () => {
    const action = paths.evidenceRemoval(
      mission.missionId,
      finding,
      await evidenceSaying('director1'),
    );
    await claire.post(action, { reason: 'à relire comme voix contraire' });
    const { body } = await claire.get(page());
    expect(body).toContain('Repéré à «\u00a0doublon\u00a0» et «\u00a0pas d’accord\u00a0»');
    const searched = await claire.get(`${page()}?cherche=VITRINES%20zone`);
    expect(searched.body).toContain('«\u00a0VITRINES zone\u00a0»\u00a0: 1\u00a0segment.');
    expect(searched.body).toContain(WORDS.merchant1);
    for (const query of ['NEAR(', '"', "' OR 1=1", '(((', '{{constructor}}'])
      expect([
        query,
        (await claire.get(`${page()}?cherche=${encodeURIComponent(query)}`)).statusCode,
      ]).toEqual([query, 200]);
  });

  it('keeps every payload inert, in titles, texts, reasons and searches', async () => {
    const payload = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    await edit(claire, { title: payload, body: payload, validity: payload });
    await claire.post(paths.counterSearch(mission.missionId, finding), {
      query: payload,
      key: crypto.randomUUID(),
    });
    await decide(claire, 'rejected', { reason: payload });
    for (const url of [
      page(),
      paths.findings(mission.missionId),
      `${page()}?cherche=${encodeURIComponent(payload)}`,
    ]) {
      const { body } = await claire.get(url);
      expect(body).not.toMatch(/<script>|<img/);
      expect(body).toContain('&lt;script&gt;');
    }
  });

  it('tells what was done to it, by whom and why', async () => {
    await makeReady();
    await decide(karim, 'draft', { reason: 'Le titre dit plus que les preuves.' });
    const { body } = await claire.get(page());
    const history = body.slice(body.indexOf('<ol class="timeline">'));
    for (const sentence of [
      '<strong>Karim Lefebvre</strong> a repris l’écriture.',
      'Le titre dit plus que les preuves.',
      '<strong>Claire Aubertin</strong> a proposé le constat.',
      'a reclassé un segment (le contredit)',
      'a récrit le constat\u00a0: titre, texte et où il vaut.',
      '<strong>L’analyse</strong> a rédigé le brouillon.',
    ])
      expect(history).toContain(sentence);
  });
});

describe('Writing a finding', () => {
  it('begins with the draft and ends on the finding', async () => {
    const form = await claire.get(paths.editFinding(mission.missionId, finding));
    expect(form.body).toContain('Chef de projet, dossier et subvention');
    expect((await edit(claire)).headers.location).toBe(page());
    const saved = await claire.get(page());
    expect(saved.body).toContain(`<h1>${words.title}</h1>`);
    expect(saved.body).toContain('Écrit par Claire Aubertin, version 2');
  });

  it('says beside its field what is wrong, and keeps what was typed', async () => {
    const answer = await edit(claire, {
      title: ' \n ',
      body: 'Un texte déjà écrit.',
      validity: 'v'.repeat(2001),
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Un texte déjà écrit.');
    expect(answer.body).toContain('href="#title"');
    expect(answer.body).toContain('id="title-error"');
    expect(answer.body).toContain('id="validity-error"');
    expect(await listVersions(platform.store, finding)).toHaveLength(1);
  });

  it('by two people at once shows both versions, and loses neither', async () => {
    await edit(claire, { body: 'Les dossiers s’arrêtent faute de bras.' });
    const answer = await edit(karim, { body: 'Les dossiers s’arrêtent faute de temps.' });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Claire Aubertin a enregistré une autre version');
    expect(answer.body).toMatch(/<del class="diff">.*bras.*<\/del>/);
    expect(answer.body).toMatch(/<ins class="diff">.*temps.*<\/ins>/);
    expect(answer.body).toContain('Les dossiers s’arrêtent faute de temps.</textarea>');
    expect(answer.body).toContain('name="revision" value="2"');
    const again = await edit(karim, {
      body: 'Les dossiers s’arrêtent faute de temps.',
      revision: '2',
    });
    expect(again.statusCode).toBe(303);
    const bodies = (await listVersions(platform.store, finding)).map(({ body }) => body);
    expect(bodies.slice(1)).toEqual([
      'Les dossiers s’arrêtent faute de bras.',
      'Les dossiers s’arrêtent faute de temps.',
    ]);
  });

  it('sent twice is saved once', async () => {
    await edit(claire);
    expect((await edit(claire)).statusCode).toBe(303);
    expect(await listVersions(platform.store, finding)).toHaveLength(2);
  });

  it('while someone reviews it sends it back to be proposed, under its new author', async () => {
    await makeReady();
    await edit(karim, { title: 'Les bras manquent avant l’argent', revision: '2' });
    expect(await statusOf()).toBe('proposed');
    const refused = await decide(karim, 'in-review');
    expect(refused.statusCode).toBe(422);
    await decide(claire, 'in-review');
    expect((await decide(claire, 'validated')).statusCode).toBe(303);
    expect(await statusOf()).toBe('validated');
  });
});

describe('Deciding', () => {
  it('goes from draft to published, by two people', async () => {
    await makeReady();
    for (const status of ['validated', 'returned', 'published'])
      expect((await decide(karim, status)).statusCode).toBe(303);
    expect((await listStatuses(platform.store, finding)).map(({ status }) => status)).toEqual([
      'draft',
      'proposed',
      'in-review',
      'validated',
      'returned',
      'published',
    ]);
    const { body } = await claire.get(page());
    expect(body).toContain('Écrit par Claire Aubertin, validé par Karim Lefebvre');
  });

  it('to validate is refused to the author, in a clear sentence', async () => {
    await makeReady();
    const shown = await claire.get(page());
    expect(shown.body).toContain('<strong>Valider le constat</strong>');
    expect(shown.body).not.toContain('name="status" value="validated"');
    const answer = await decide(claire, 'validated');
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(
      'Vous avez écrit ce constat\u00a0: une autre personne de l’équipe doit le relire et le valider.',
    );
    expect(await statusOf()).toBe('in-review');
  });

  it('to validate a « signal isolé » says exactly what it lacks', async () => {
    await decide(claire, 'proposed', { id: doctor });
    await decide(karim, 'in-review', { id: doctor });
    const answer = await decide(karim, 'validated', { id: doctor });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(
      'C’est un signal isolé\u00a0: il manque 2\u00a0segments, 1\u00a0acteur et 1\u00a0famille de sources.',
    );
    expect(answer.body).toContain('Personne n’a encore cherché de voix contraire');
    expect(await statusOf(doctor)).toBe('in-review');
  });

  it('to reject needs a reason, kept for everyone to read, until someone reopens it', async () => {
    const without = await decide(claire, 'rejected', { reason: '   ' });
    expect(without.statusCode).toBe(422);
    expect(without.body).toContain('id="motif-rejected-error"');
    expect(await statusOf()).toBe('draft');
    await decide(claire, 'rejected', { reason: 'Redite du thème 2.' });
    const { body } = await karim.get(page());
    expect(body).toContain('Redite du thème 2.');
    expect(body).not.toContain('Modifier le texte');
    expect((await edit(claire)).statusCode).toBe(409);
    expect((await claire.get(paths.editFinding(mission.missionId, finding))).statusCode).toBe(409);
    expect((await decide(karim, 'draft')).statusCode).toBe(303);
    expect(await statusOf()).toBe('draft');
  });

  it('sent twice is decided once', async () => {
    const { body } = await claire.get(page());
    const seen = /name="seen" value="(\w+)"/.exec(body)?.[1] ?? '';
    const action = paths.findingStatus(mission.missionId, finding);
    const answers = [
      await claire.post(action, { status: 'proposed', seen }),
      await claire.post(action, { status: 'proposed', seen }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    expect(await listStatuses(platform.store, finding)).toHaveLength(2);
  });

  it('on a page that is no longer true shows the finding as it is now, and decides nothing', async () => {
    const { body } = await karim.get(page());
    const seen = /name="seen" value="(\w+)"/.exec(body)?.[1] ?? '';
    await edit(claire);
    const answer = await karim.post(paths.findingStatus(mission.missionId, finding), {
      status: 'rejected',
      seen,
      reason: 'Trop vague.',
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Ce constat a changé depuis que vous l’avez ouvert.');
    expect(answer.body).toContain('Trop vague.</textarea>');
    expect(await statusOf()).toBe('draft');
  });

  it('takes no status that is not one, and no step that is not next', async () => {
    const action = paths.findingStatus(mission.missionId, finding);
    expect((await claire.post(action, { status: 'approved', seen: 'x' })).statusCode).toBe(404);
    expect((await claire.post(action, {})).statusCode).toBe(404);
    expect((await decide(karim, 'published')).statusCode).toBe(422);
    expect(await statusOf()).toBe('draft');
  });
});

describe('Evidence', () => {
  it('is attached from what was found, with the search that found it', async () => {
    const action = paths.findingEvidence(mission.missionId, finding);
    const segment = `${mission.said.merchant1}#0-${WORDS.merchant1.length}`;
    const form = { segment, role: 'contradicts', query: 'vitrines', key: crypto.randomUUID() };
    const answers = [await claire.post(action, form), await claire.post(action, form)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    expect(await evidenceOf()).toHaveLength(6);
    expect(await listCounterSearches(platform.store, [finding])).toMatchObject([
      { query: 'vitrines', found: 1 },
    ]);
    const { body } = await claire.get(page());
    expect(body).toContain('1\u00a0voix contraire rattachée, de 1\u00a0acteur');
  });

  it('is taken away with a reason, and not without', async () => {
    const id = await evidenceSaying('return1');
    const action = paths.evidenceRemoval(mission.missionId, finding, id);
    const without = await claire.post(action, { reason: ' ' });
    expect(without.statusCode).toBe(422);
    expect(without.body).toContain(`id="motif-${id}-error"`);
    expect((await claire.post(action, { reason: 'hors sujet' })).statusCode).toBe(303);
    expect((await claire.post(action, { reason: 'hors sujet' })).statusCode).toBe(303);
    expect(await evidenceOf()).toHaveLength(4);
    expect((await claire.get(page())).body).toContain('hors sujet');
  });

  it('« recherchées le …, aucune trouvée » is kept once, with who searched', async () => {
    const action = paths.counterSearch(mission.missionId, finding);
    const form = { query: 'doublon, inutile', key: crypto.randomUUID() };
    await karim.post(action, form);
    await karim.post(action, form);
    expect(await listCounterSearches(platform.store, [finding])).toHaveLength(1);
    const { body } = await claire.get(page());
    expect(body).toMatch(/Voix contraires recherchées le .*, aucune trouvée/);
    expect(body).toContain('«\u00a0doublon, inutile\u00a0», recherche de Karim Lefebvre');
    expect((await karim.post(action, { query: ' ', key: crypto.randomUUID() })).statusCode).toBe(
      422,
    );
    expect((await karim.post(action, { query: 'x', key: '7abc' })).statusCode).toBe(404);
  });
});

describe('A validated finding', () => {
  beforeEach(async () => {
    await makeReady();
    await decide(karim, 'validated');
  });

  it('stays so while nothing changes', async () => {
    await claire.get(page());
    await claire.get(paths.findings(mission.missionId));
    expect(await statusOf()).toBe('validated');
  });

  it('goes to review by itself when words of its evidence are withdrawn, and says why', async () => {
    write(platform.store, (transaction) =>
      withdrawContributions(transaction, [mission.said.miller1], {
        withdrawnBy: null,
        reason: 'demande',
      }),
    );
    // At that very moment, before anyone opens a page.
    expect((await listStatuses(platform.store, finding)).at(-1)?.status).toBe('to-review');
    const { body } = await claire.get(page());
    expect(body).toContain('Une parole citée a été retirée du corpus.');
    expect(body).toContain('Parole retirée du corpus');
    const rows = await listStatuses(platform.store, finding);
    expect(rows.at(-1)).toMatchObject({
      status: 'to-review',
      setBy: null,
      reason: 'stale.withdrawn',
    });
    await claire.get(page());
    expect(await listStatuses(platform.store, finding)).toHaveLength(rows.length);
    const refused = await decide(karim, 'in-review');
    expect(refused.body).toContain('1\u00a0verbatim a été retiré du corpus');
  });

  it('stays as it is when a transaction that withdraws words does not go through', async () => {
    expect(() =>
      write(platform.store, (transaction) => {
        withdrawContributions(transaction, [mission.said.miller1], {
          withdrawnBy: null,
          reason: 'demande',
        });
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    expect(await statusOf()).toBe('validated');
  });

  it('goes to review when a counter-voice is attached, or new contributions join its theme', async () => {
    await tick();
    const segment = `${mission.said.merchant1}#0-${WORDS.merchant1.length}`;
    await claire.post(paths.findingEvidence(mission.missionId, finding), {
      segment,
      role: 'contradicts',
    });
    const index = await claire.get(paths.findings(mission.missionId));
    expect(index.body).toContain('À revoir');
    expect((await claire.get(page())).body).toContain(
      'Une voix contraire a été rattachée depuis la validation.',
    );
    await decide(karim, 'in-review');
    await decide(karim, 'validated');
    expect(await statusOf()).toBe('validated');
    await tick();
    const theme = (await findFinding(platform.store, mission.missionId, finding))?.theme.id;
    platform.store.sqlite
      .prepare('INSERT INTO codings (segment_id, theme_id, at) VALUES (?, ?, ?)')
      .run(segment, theme, Date.now());
    expect((await claire.get(page())).body).toContain(
      'De nouvelles contributions ont rejoint son thème.',
    );
  });

  it('goes to review when someone rewrites it', async () => {
    await edit(claire, { title: 'Autre chose', revision: '2' });
    expect(await statusOf()).toBe('to-review');
    expect((await claire.get(page())).body).toContain('Ses mots ont changé.');
  });

  /** Clocks count milliseconds: what comes after comes later. */
  const tick = () => new Promise((resolve) => setTimeout(resolve, 3));
});

describe('Nobody sees or touches what is not theirs', () => {
  const everyRequest = (missionId: string, id: string, evidence: string) =>
    [
      ['GET', paths.finding(missionId, id)],
      ['GET', paths.editFinding(missionId, id)],
      ['POST', paths.finding(missionId, id), { ...words, revision: '1' }],
      ['POST', paths.findingStatus(missionId, id), { status: 'rejected', seen: 'x', reason: 'x' }],
      ['POST', paths.findingEvidence(missionId, id), { segment: 'x#0-1', role: 'supports' }],
      ['POST', paths.evidence(missionId, id, evidence), { role: 'contradicts' }],
      ['POST', paths.evidenceRemoval(missionId, id, evidence), { reason: 'x' }],
      ['POST', paths.counterSearch(missionId, id), { query: 'x', key: crypto.randomUUID() }],
    ] as const;

  const statusesOf = async (visitor: Visitor, missionId: string, id: string, evidence: string) => {
    const statuses = [];
    for (const [method, url, form] of everyRequest(missionId, id, evidence)) {
      const answer = method === 'GET' ? await visitor.get(url) : await visitor.post(url, form);
      statuses.push(answer.statusCode);
    }
    return new Set(statuses);
  };

  it('another mission’s finding is unknown, even under one’s own mission', async () => {
    const { store } = platform;
    const other = await addMission(store, idOf('Marc Vidal'));
    const evidence = await evidenceSaying('return1');
    const visitor = await signInAs(platform, 'Marc Vidal');
    expect(await statusesOf(visitor, mission.missionId, finding, evidence)).toEqual(new Set([404]));
    expect(await statusesOf(visitor, other, finding, evidence)).toEqual(new Set([404]));
    expect(await listStatuses(store, finding)).toHaveLength(1);
    expect(await evidenceOf()).toHaveLength(5);
  });

  it('interviewers do not see findings', async () => {
    const odile = await signInAs(platform, 'Odile Marchadier');
    expect((await odile.get(paths.findings(mission.missionId))).statusCode).toBe(404);
    expect(
      await statusesOf(odile, mission.missionId, finding, await evidenceSaying('return1')),
    ).toEqual(new Set([404]));
  });

  it('an id of any shape is only an unknown id', async () => {
    for (const id of [
      '7abc',
      '%27%20OR%201=1',
      '..%2f..%2fetc',
      '{{constructor}}',
      'a'.repeat(150),
    ]) {
      const answer = await claire.get(`${paths.findings(mission.missionId)}/${id}`);
      expect([id, answer.statusCode]).toEqual([id, 404]);
    }
    const unknown = await claire.post(paths.evidence(mission.missionId, finding, '7abc'), {
      role: 'supports',
    });
    expect(unknown.statusCode).toBe(404);
  });

  it('evidence of one finding is not reached through another', async () => {
    const evidence = await evidenceSaying('return1');
    const action = paths.evidenceRemoval(mission.missionId, doctor, evidence);
    expect((await claire.post(action, { reason: 'x' })).statusCode).toBe(404);
    expect(
      (await claire.post(paths.evidence(mission.missionId, doctor, evidence), { role: 'supports' }))
        .statusCode,
    ).toBe(404);
    expect(await evidenceOf()).toHaveLength(5);
  });
});
