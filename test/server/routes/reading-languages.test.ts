import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishSurvey } from '../../../db/queries/surveys.ts';
import { defineQuestionnaire } from '../../../surveys/definition.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  type TestPlatform,
} from '../../support/platform.ts';

const spring = defineQuestionnaire({
  id: 'spring',
  version: '1',
  title: 'La source',
  languages: [
    { code: 'fr', name: 'Français' },
    { code: 'oc', name: 'Occitan' },
  ],
  translations: {
    oc: { ':title': 'La font', 'use:label': 'Se servís encara de la font ?' },
  },
  sections: [
    {
      id: 'page',
      title: 'L’usage',
      questions: [
        { id: 'use', type: 'short-text', label: 'La source sert-elle encore ?', required: true },
        { id: 'why', type: 'short-text', label: 'À quoi ?' },
      ],
    },
  ],
});

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
  const account = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const missionId = await addMission(platform.store, account);
  await publishSurvey(platform.store, {
    missionId,
    definition: spring,
    isOpen: true,
    slug: 'source',
  });
});
afterAll(() => platform.close());

it('offers the languages that a questionnaire speaks, and goes on in the one that was chosen', async () => {
  const visitor = openVisitor(platform);
  const start = await visitor.get('/enquetes/source');
  expect(start.body).toMatch(/href="\/enquetes\/source\?langue(?:=|&#x3D;)oc"/);
  const chosen = await visitor.get('/enquetes/source?langue=oc');
  expect([chosen.statusCode, chosen.headers.location]).toEqual([302, '/enquetes/source']);
  await visitor.post('/enquetes/source');
  const page = await visitor.get('/enquetes/source/1');
  expect(page.body).toContain('Se servís encara de la font ?');
  expect(page.body).toContain('À quoi ?'); // not translated: in its own language
  expect(page.body).toContain('<div class="questions" lang="oc">');
});

it('keeps what was typed when the language changes in the middle of a page', async () => {
  const visitor = openVisitor(platform);
  await visitor.post('/enquetes/source');
  const switched = await visitor.post('/enquetes/source/1', {
    _shown: ['use', 'why'],
    why: 'arroser',
    _language: 'oc',
  });
  expect([switched.statusCode, switched.headers.location]).toEqual([303, '/enquetes/source/1']);
  const page = await visitor.get('/enquetes/source/1');
  expect(page.body).toContain('Se servís encara de la font ?');
  expect(page.body).toContain('value="arroser"');
  await visitor.post('/enquetes/source/1', { _shown: 'why', _language: 'fr', why: 'arroser' });
  expect((await visitor.get('/enquetes/source/1')).body).toContain('La source sert-elle encore ?');
});

it.each(['xx', '__proto__', 'oc%0d%0aSet-Cookie: a=b', ''])(
  'stays in its own language when asked for another (%s)',
  async (code) => {
    const visitor = openVisitor(platform);
    const page = await visitor.get(`/enquetes/source?langue=${code}`);
    expect(page.statusCode).toBe(200);
    expect(page.headers['set-cookie']?.toString() ?? '').not.toContain('langue=');
    expect(page.body).toContain('La source');
  },
);
