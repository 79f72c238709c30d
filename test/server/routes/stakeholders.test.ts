import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listStakeholders } from '../../../db/queries/stakeholders.ts';
import { loadTerritories } from '../../../db/territories.ts';
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
let elsewhere: string;
let odile: Visitor;
let marc: Visitor;

beforeAll(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
  const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
  elsewhere = await addMission(platform.store, marcId);
  odile = await signInAs(platform, 'Odile Marchadier');
  marc = await signInAs(platform, 'Marc Vidal');
});
afterAll(() => platform.close());

const index = (of = mission) => `/missions/${of}/acteurs`;
const people = (of = mission) => listStakeholders(platform.store, of);

const mayor = {
  function: 'maire',
  category: 'mayor',
  organisation: 'Mairie de Joinville',
  name: 'Bernard Ollivier',
  email: 'b.ollivier@exemple.fr',
  commune: 'Joinville (52250)',
  department: '',
};

const emailOf = (stakeholderId: string | undefined) =>
  platform.store.sqlite
    .prepare<[string], { email: string }>('SELECT email FROM identities WHERE stakeholder_id = ?')
    .get(stakeholderId ?? '')?.email;

it('adds someone to the mission, once, however often the form is sent', async () => {
  const form = { ...mayor, id: randomUUID() };
  const [first, second] = await Promise.all([odile.post(index(), form), odile.post(index(), form)]);
  expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
  const found = await people();
  expect(found.map(({ name, communeCode, regionCode }) => [name, communeCode, regionCode])).toEqual(
    [['Bernard Ollivier', '52250', '44']],
  );
  expect(emailOf(found[0]?.id)).toBe('b.ollivier@exemple.fr');
  expect((await odile.get(index())).body).toContain('Joinville, Haute-Marne');
});

it('keeps an address without a name, apart like a name', async () => {
  await odile.post(index(), { ...mayor, name: '', organisation: 'Mairie de Vecqueville' });
  const added = (await people()).find(({ organisation }) => organisation.endsWith('Vecqueville'));
  expect(added?.name).toBeNull();
  expect(emailOf(added?.id)).toBe('b.ollivier@exemple.fr');
});

it('says each point to mend, keeps what was typed, and adds nobody', async () => {
  const before = (await people()).length;
  const answer = await odile.post(index(), {
    ...mayor,
    function: '',
    email: 'bernard@',
    commune: '',
    name: '"><script>alert(1)</script>',
  });
  expect(answer.statusCode).toBe(422);
  for (const sentence of [
    'Indiquez la fonction',
    'Indiquez une adresse électronique complète',
    'Choisissez un département ou une région',
  ])
    expect(answer.body).toContain(sentence);
  expect(answer.body).toContain('value="bernard@"');
  expect(answer.body).not.toContain('<script>alert');
  expect(await people()).toHaveLength(before);
});

it('never writes over someone of another mission whose id was guessed', async () => {
  const [held] = await people();
  const before = await people();
  const answer = await marc.post(index(elsewhere), { ...mayor, id: held?.id ?? '', name: 'Autre' });
  expect(answer.statusCode).toBe(303);
  expect(await people()).toEqual(before);
  const theirs = await people(elsewhere);
  expect(theirs.map(({ name }) => name)).toEqual(['Autre']);
  expect(theirs[0]?.id).not.toBe(held?.id);
});

it('does not take someone known for someone new', async () => {
  const [held] = await people();
  const answer = await odile.post(index(), { stakeholder: held?.id ?? '', id: randomUUID() });
  expect(answer.statusCode).toBe(422);
});

it('is closed to who is no member', async () => {
  expect((await marc.get(`${index()}/nouveau`)).statusCode).toBe(404);
  expect((await marc.post(index(), mayor)).statusCode).toBe(404);
});
