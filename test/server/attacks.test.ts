import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertAccessLink } from '../../db/queries/access-links.ts';
import { closeSurvey, findSurveyBySlug } from '../../db/queries/surveys.ts';
import { loadTerritories } from '../../db/territories.ts';
import { type AnalysedMission, analyseMission } from '../support/findings.ts';
import {
  addAccount,
  addMission,
  emailOf,
  ORIGIN,
  openTestPlatform,
  openVisitor,
  PASSWORD,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../support/platform.ts';

let platform: TestPlatform;
let mission: string;
let analysed: AnalysedMission;
let solange: Visitor;
let odile: Visitor;
let ada: Visitor;
let consultant: string;

beforeAll(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  await addAccount(platform.store, 'Ada Min', 'administrator');
  mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
  analysed = await analyseMission(platform.store, mission);
  solange = await signInAs(platform, 'Solange Perrin');
  odile = await signInAs(platform, 'Odile Marchadier');
  ada = await signInAs(platform, 'Ada Min');
});
afterAll(() => platform.close());

/** The first id of a table, to reach what a route is really about. */
function firstOf(table: string, column = 'id'): string {
  const row = platform.store.sqlite
    .prepare<[], Record<string, string>>(`SELECT ${column} FROM ${table} ORDER BY rowid LIMIT 1`)
    .get();
  return row?.[column] ?? 'personne';
}

const addressOf = (url: string) => {
  const known: Readonly<Record<string, string>> = {
    mission,
    interview: firstOf('interviews'),
    question: firstOf('field_notes', 'question_id'),
    document: firstOf('documents'),
    survey: firstOf('surveys'),
    response: firstOf('responses'),
    run: analysed.runId,
    theme: firstOf('themes'),
    finding: firstOf('findings'),
    evidence: firstOf('evidence'),
    contribution: firstOf('contributions'),
    slug: firstOf('surveys', 'slug'),
    page: '1',
  };
  return url.replace(/:(\w+)/g, (_, name: string) => known[name] ?? 'un-autre').replace('*', 'x');
};

const routesOf = (method: 'GET' | 'POST') =>
  platform.app.sitemap.filter((route) => route.method === method);

const FIELDS = ['title', 'name', 'text', 'reason', 'id', 'key', 'status', 'revision', 'seed'];

/** What they send never ends: they are read in tests of their own. */
const STREAMS = /avancement|\/nouvelles$/;

/** The same for everyone: what may be kept. */
const SHARED = ['/enquetes/carte.svg', '/api/v1/openapi.json'];

/** Every route, many times over. */
const SLOW = { timeout: 120_000 };

const ODD_WORDS = [
  "' OR 1=1 --",
  'NEAR(a b',
  '"ville" AND *',
  'a'.repeat(5000),
  '\0',
  '{{constructor}}',
  '1e309',
];

describe('words that mean something to a machine', () => {
  const NAMES = [
    'q',
    'mots',
    'forme',
    'tri',
    'sort',
    'page',
    'region',
    'version',
    'de',
    'a',
    'numero',
  ];

  it('are only words in an address: no page breaks on them', SLOW, async () => {
    for (const { url } of routesOf('GET').filter(({ url: known }) => !STREAMS.test(known)))
      for (const word of ODD_WORDS) {
        const all = NAMES.map((name) => `${name}=${encodeURIComponent(word)}`).join('&');
        const query = `${all}&page=2&q=&page[]=1&=&q&__proto__=1`;
        const { statusCode } = await solange.get(`${addressOf(url)}?${query}`);
        expect([url, word.slice(0, 20), statusCode < 500]).toEqual([url, word.slice(0, 20), true]);
      }
  });

  it('sent to any form are refused or kept, never a failure', SLOW, async () => {
    const bodies: readonly [type: string, body: string][] = [
      ['application/x-www-form-urlencoded', ''],
      ['application/x-www-form-urlencoded', 'name=&name=&title=a&title=b&role=x&_to=zzz&key=1'],
      ...ODD_WORDS.map((word): [string, string] => [
        'application/x-www-form-urlencoded',
        new URLSearchParams(FIELDS.map((field): [string, string] => [field, word])).toString(),
      ]),
      ...[
        'null',
        '[]',
        '"a"',
        '1',
        '{}',
        '{"a":',
        '{"name":{"a":[1]},"key":[],"answers":null}',
      ].map((body): [string, string] => ['application/json', body]),
      ['multipart/form-data; boundary=x', 'no boundary here'],
      ['multipart/form-data', ''],
      ['application/xml', '<a/>'],
    ];
    // Signing out would end the attack; an analysis started here would outlive the test.
    const routes = routesOf('POST').filter(
      ({ url }) => !/deconnexion|analyses$|suspension/.test(url),
    );
    for (const { url } of routes)
      for (const [type, payload] of bodies) {
        const asked = { method: 'POST', headers: { 'content-type': type }, payload } as const;
        const visitor = url.startsWith('/comptes') ? ada : solange;
        const { statusCode } = await visitor.request({ ...asked, url: addressOf(url) });
        const told = [url, type, payload.slice(0, 40)];
        expect([...told, statusCode < 500 ? 'held' : statusCode]).toEqual([...told, 'held']);
      }
  });
});

describe('what a forged request is given', () => {
  it('a Host of its own never becomes an address that we hand over', async () => {
    const answer = await ada.request({
      method: 'POST',
      url: '/comptes',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        host: 'ailleurs.example',
        'x-forwarded-host': 'ailleurs.example',
      },
      payload: new URLSearchParams({
        name: 'Inès Roche',
        email: 'ines.roche@exemple.fr',
        role: 'interviewer',
      }).toString(),
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(`${ORIGIN}/mot-de-passe/`);
    expect(answer.body).not.toContain('ailleurs.example');
  });

  it('a role or an author slipped into a form changes nothing', async () => {
    await odile.post(`/missions/${mission}/acteurs`, {
      stakeholder: 'new',
      function: 'maire',
      category: 'mayor',
      organisation: 'Mairie de Joinville',
      commune: 'Joinville (52250)',
      role: 'administrator',
      missionId: 'une-autre',
      accountRole: 'consultant',
    });
    const { body } = await odile.get(`/missions/${mission}/acteurs`);
    expect(body).toContain('Mairie de Joinville');
    expect((await odile.get(`/missions/${mission}/themes`)).statusCode).toBe(404);
    expect((await odile.get('/comptes')).statusCode).toBe(404);
  });

  it('line breaks in an address or a name never make a header', async () => {
    const asked = await openVisitor(platform).post('/connexion', {
      email: emailOf('Odile Marchadier'),
      password: PASSWORD,
      next: '/missions\r\nset-cookie: vole=1',
    });
    expect(asked.headers['set-cookie']).not.toMatch(/vole/);
    expect(String(asked.headers.location)).not.toMatch(/[\r\n]/);
  });

  it('a form in ten thousand parts, and a file among them, is refused whole', async () => {
    const part = (name: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\nx\r\n`;
    const payload = `${Array.from({ length: 10_000 }, (_, rank) => part(`p${rank}`)).join('')}--b--\r\n`;
    const { statusCode } = await solange.request({
      method: 'POST',
      url: `/missions/${mission}/documents/lectures`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload,
    });
    expect(statusCode).toBe(413);
  });

  it('a very long answer is kept to its last sign, or refused with the draft untouched', async () => {
    const visitor = openVisitor(platform);
    const slug = firstOf('surveys', 'slug');
    await visitor.post(`/enquetes/${slug}`);
    const long = 'é'.repeat(150_000);
    const isHeld = async () => (await visitor.get(`/enquetes/${slug}/1`)).body.includes(long);
    const sent = await visitor.post(`/enquetes/${slug}/1`, {
      _shown: ['abandoned', 'which'],
      abandoned: 'yes',
      which: long,
    });
    expect([303, 422]).toContain(sent.statusCode);
    expect(await isHeld()).toBe(true);
    const tooLong = await visitor.post(`/enquetes/${slug}/1`, { which: 'a'.repeat(3_000_000) });
    expect(tooLong.statusCode).toBe(413);
    expect(await isHeld()).toBe(true);
  });
});

describe('marks that turn the direction of reading around', () => {
  it('are taken out of names before anything reads after them', async () => {
    const added = await ada.post('/comptes', {
      name: 'Luc \u202Exus\u202D Roche\u2066',
      email: 'luc.roche@exemple.fr',
      role: 'interviewer',
    });
    expect(added.statusCode).toBe(200);
    const { body } = await ada.get('/comptes');
    expect(body).toContain('Luc xus Roche');
    expect(body).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });
});

describe('what stays on a shared machine', () => {
  it('is nothing: each page, file and refusal is kept by no cache', async () => {
    for (const { url } of routesOf('GET').filter(
      ({ url: known }) => !STREAMS.test(known) && !SHARED.includes(known),
    ))
      for (const visitor of [solange, odile, openVisitor(platform)]) {
        const { headers } = await visitor.get(addressOf(url));
        expect([url, headers['cache-control']?.includes('no-store')]).toEqual([url, true]);
      }
  });

  it('is no session: a cookie copied before signing out opens nothing afterwards', async () => {
    const visitor = openVisitor(platform);
    const signedIn = await visitor.post('/connexion', {
      email: emailOf('Solange Perrin'),
      password: PASSWORD,
    });
    const cookie = signedIn.cookies.map(
      ({ name, value }) => `${name}=${encodeURIComponent(value)}`,
    );
    const replay = () =>
      platform.app.inject({
        url: '/',
        headers: { cookie: cookie.join('; '), accept: 'text/html' },
      });
    expect((await replay()).statusCode).toBe(200);
    await visitor.post('/deconnexion');
    expect((await replay()).statusCode).toBe(401);
  });

  it('is no address of a private page sent to another site', async () => {
    const { headers } = await solange.get(`/missions/${mission}`);
    expect(headers['referrer-policy']).toBe('same-origin');
  });
});

describe('links', () => {
  it('that expired, served, or belong to someone suspended open nothing', async () => {
    const account = await addAccount(platform.store, 'Hugo Blin', 'interviewer');
    const linkFor = (validFor: number) =>
      insertAccessLink(platform.store, { purpose: 'password', accountId: account, validFor });
    const expired = await linkFor(-1);
    expect((await openVisitor(platform).get(`/mot-de-passe/${expired}`)).statusCode).toBe(404);
    const served = await linkFor(60_000);
    const choose = () =>
      openVisitor(platform).post(`/mot-de-passe/${served}`, {
        password: 'une autre phrase longue',
      });
    expect((await choose()).statusCode).toBe(303);
    expect((await choose()).statusCode).toBe(404);
    const pending = await linkFor(60_000);
    await ada.post(`/comptes/${account}/suspension`, { state: 'suspended' });
    expect((await openVisitor(platform).get(`/mot-de-passe/${pending}`)).statusCode).toBe(404);
  });

  it('of one purpose open no other door', async () => {
    const account = await addAccount(platform.store, 'Lise Aubry', 'interviewer');
    const token = await insertAccessLink(platform.store, {
      purpose: 'password',
      accountId: account,
      validFor: 60_000,
    });
    for (const door of ['demonstration', 'installation', 'i'])
      expect((await openVisitor(platform).get(`/${door}/${token}`)).statusCode).toBe(404);
  });
});

describe('signing in, forty at once', () => {
  it('is served in turn and refused beyond the queue, while other pages answer', async () => {
    const attempts = Array.from({ length: 40 }, () =>
      openVisitor(platform).post('/connexion', {
        email: emailOf('Solange Perrin'),
        password: 'pas le bon mot de passe',
      }),
    );
    const reading = await openVisitor(platform).get('/aide');
    expect(reading.statusCode).toBe(200);
    const statuses = (await Promise.all(attempts)).map(({ statusCode }) => statusCode);
    expect(new Set(statuses)).toEqual(new Set([422, 429]));
    expect(statuses.filter((status) => status === 422).length).toBeGreaterThanOrEqual(16);
    const after = await openVisitor(platform).post('/connexion', {
      email: emailOf('Solange Perrin'),
      password: PASSWORD,
    });
    expect(after.statusCode).toBe(303);
  });
});

describe('a form sent twice', () => {
  const opening = {
    stakeholder: 'new',
    function: 'adjointe',
    category: 'mayor',
    organisation: 'Mairie de Chevillon',
    commune: 'Joinville (52250)',
    guide: 'mayor',
    heldOn: '2020-01-14',
    consent: 'by-function',
    trace: 'during',
  };

  it('opens one interview, and leads there twice', async () => {
    const form = await odile.get(`/missions/${mission}/entretiens/nouveau`);
    const id = /name="id" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const send = () => odile.post(`/missions/${mission}/entretiens`, { ...opening, id });
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    expect(first.headers.location).toBe(`/missions/${mission}/entretiens/${id}`);
    expect(second.headers.location).toBe(first.headers.location);
    const { body } = await odile.get(`/missions/${mission}/entretiens`);
    expect(body.split('Mairie de Chevillon').length - 1).toBe(1);
  });

  it('begins one mission, and leads there twice', async () => {
    const form = await solange.get('/missions/nouvelle');
    const id = /name="id" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const send = () => solange.post('/missions', { id, template: 'empty', title: 'Bourgs du Der' });
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.headers.location).toBe(`/missions/${id}`);
    expect(second.headers.location).toBe(`/missions/${id}`);
    const { body } = await solange.get('/');
    expect(body.split('Bourgs du Der').length - 1).toBe(1);
  });

  it('with the id of someone else’s mission reaches nothing of it', async () => {
    const stranger = await signInAs(platform, 'Ada Min');
    const sent = await stranger.post('/missions', {
      id: mission,
      template: 'empty',
      title: 'Bourgs de la Blaise',
    });
    expect(sent.statusCode).toBe(303);
    expect(sent.headers.location).not.toBe(`/missions/${mission}`);
    expect((await stranger.get(`/missions/${mission}`)).statusCode).toBe(404);
  });

  it('suspends an account once: the second press doesn’t restore it', async () => {
    const account = await addAccount(platform.store, 'Noé Prat', 'interviewer');
    const { body } = await ada.get('/comptes');
    expect(body).toContain('Noé Prat');
    const suspend = () => ada.post(`/comptes/${account}/suspension`, { state: 'suspended' });
    await suspend();
    await suspend();
    const listed = await ada.get('/comptes');
    const row = listed.body.split('<tr').find((one) => one.includes('Noé Prat')) ?? '';
    expect(row).toContain('Rétablir');
  });
});

describe('a survey that was closed', () => {
  it('takes nothing more, from a page left open or from a link', async () => {
    const slug = firstOf('surveys', 'slug');
    const visitor = openVisitor(platform);
    await visitor.post(`/enquetes/${slug}`);
    const survey = await findSurveyBySlug(platform.store, slug);
    await closeSurvey(platform.store, { survey: survey ?? raise(), by: consultant });
    expect((await visitor.post(`/enquetes/${slug}/1`, { abandoned: 'no' })).statusCode).toBe(409);
    expect(
      (await visitor.post(`/enquetes/${slug}/reponses`, { key: randomUUID() })).statusCode,
    ).toBe(409);
  });
});

describe('what one role is not told', () => {
  it('an interviewer reads a document without the findings that rest on it', async () => {
    const cited = platform.store.sqlite
      .prepare<[], { document: string; title: string }>(
        `SELECT contributions.source_id AS document, findings.title FROM evidence
         JOIN findings ON findings.id = evidence.finding_id
         JOIN segments ON segments.id = evidence.segment_id
         JOIN contributions ON contributions.id = segments.contribution_id
         WHERE contributions.source_kind = 'document' LIMIT 1`,
      )
      .get();
    const url = `/missions/${mission}/documents/${cited?.document}`;
    expect((await solange.get(url)).body).toContain('Constats qui s’appuient sur ce document');
    const { statusCode, body } = await odile.get(url);
    expect(statusCode).toBe(200);
    expect(body).not.toContain('/constats/');
    expect(body).not.toContain('Constats qui');
  });

  it('who follows a wrong link to a survey is told so, and not sent to where staff sign in', async () => {
    for (const url of ['/i/recopie-a-moitie', '/enquetes/inconnue', '/enquetes/inconnue/2']) {
      const { statusCode, body } = await openVisitor(platform).get(url);
      expect([url, statusCode]).toEqual([url, 404]);
      expect(body).toContain('Ce lien ne mène à aucune enquête');
      expect(body).not.toContain('Revenir à l’accueil');
    }
  });
});

describe('whoever leaves a team', () => {
  it('by their own hand goes home, not to a page that is no longer theirs', async () => {
    const leaver = await addAccount(platform.store, 'Jeanne Caron', 'consultant');
    await solange.post(`/missions/${mission}/membres`, { account: leaver, role: 'consultant' });
    const jeanne = await signInAs(platform, 'Jeanne Caron');
    const left = await jeanne.post(`/missions/${mission}/membres/${leaver}`);
    expect([left.statusCode, left.headers.location]).toEqual([303, '/']);
    expect((await jeanne.get('/')).body).toContain('ne fait plus partie');
    expect((await jeanne.get(`/missions/${mission}`)).statusCode).toBe(404);
  });
});

function raise(): never {
  throw new Error('the survey is not there');
}
