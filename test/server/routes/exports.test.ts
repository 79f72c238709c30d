import { read, utils } from '@e965/xlsx';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listEventsOf } from '../../../db/queries/events.ts';
import type { Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { streamExport } from '../../../server/exports/stream.ts';
import { exportMessages } from '../../../views/messages/exports.ts';
import { paths } from '../../../views/paths.ts';
import { fieldHalle } from '../../support/halle.ts';
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
let answer: Awaited<ReturnType<typeof fieldHalle>>['answer'];
let solange: Visitor;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
  ({ survey, answer } = await fieldHalle(platform.store, mission));
  solange = await signInAs(platform, 'Solange Perrin');
});
afterEach(() => platform.close());

const address = () => paths.surveyExports(mission, survey.id);

it('hands over a workbook, and writes in the journal who took it', async () => {
  await answer(1, { quoting: 'no', opening: 'never', story: 'Sous la halle, la neige.' });
  const sent = await solange.post(address(), { format: 'xlsx', isLabelled: 'oui' });
  expect(sent.statusCode).toBe(200);
  expect(sent.headers['content-disposition']).toMatch(
    /^attachment; filename="halle-reponses-\d{4}-\d\d-\d\d\.xlsx"$/,
  );
  expect(sent.headers['cache-control']).toBe('private, no-store');
  const book = read(sent.rawPayload);
  const [row] = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.Réponses ?? {});
  expect(row).toMatchObject({ opening: 'Jamais', story: '[retenu]' });
  const inner = await solange.post(address(), { format: 'csv', isInternal: 'oui' });
  expect(inner.body).toContain('Sous la halle, la neige.');
  const events = await listEventsOf(platform.store, 'survey', [survey.id]);
  expect(
    events.slice(-2).map(({ action, accountName, detail }) => [action, accountName, detail]),
  ).toEqual([
    ['survey.export', 'Solange Perrin', { format: 'xlsx', isInternal: false }],
    ['survey.exportInternal', 'Solange Perrin', { format: 'csv', isInternal: true }],
  ]);
  const page = await solange.get(address());
  expect(page.body).toContain('a fait un export interne');
});

it('says what it does not know, and writes nothing for it', async () => {
  const sent = await solange.post(address(), { format: '../../etc/passwd' });
  expect(sent.statusCode).toBe(422);
  expect(sent.body).toContain(exportMessages.unknownFormat);
  const events = await listEventsOf(platform.store, 'survey', [survey.id]);
  expect(events.map(({ action }) => action)).toEqual(['survey.publish']);
});

it('is for the consultants of the mission alone', async () => {
  const odile = await signInAs(platform, 'Odile Marchadier');
  const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
  const elsewhere = await addMission(platform.store, marcId);
  const marc = await signInAs(platform, 'Marc Vidal');
  for (const [visitor, at] of [
    [odile, address()],
    [marc, address()],
    [marc, paths.surveyExports(elsewhere, survey.id)],
  ] as const) {
    expect((await visitor.get(at)).statusCode).toBe(404);
    expect((await visitor.post(at, { format: 'csv' })).statusCode).toBe(404);
  }
});

it('ends the work of who leaves half-way, and refuses a third export at once', async () => {
  for (let sent = 0; sent < 300; sent += 1)
    await answer(1, { quoting: 'function', opening: 'thursday', story: 'La halle. '.repeat(500) });
  const asked = {
    databasePath: platform.services.config.databasePath,
    survey: { id: survey.id, title: survey.title, isAnonymous: false },
    scope: { isInternal: false, exportedAt: 0 },
    request: { format: 'csv', separator: ';', hasMark: false, isLabelled: false },
  } as const;
  for (let round = 0; round < 2; round += 1) {
    const begin = () => vi.waitUntil(() => streamExport(asked), { timeout: 20_000 });
    const streams = [await begin(), await begin()];
    expect(streamExport(asked)).toBeUndefined();
    for (const stream of streams) {
      for await (const part of stream) {
        expect(part.length).toBeGreaterThan(1000);
        break; // as a browser that closes the connection does
      }
    }
  }
  const whole = await vi.waitUntil(() => streamExport(asked), { timeout: 20_000 });
  let bytes = 0;
  for await (const part of whole) bytes += part.length;
  expect(bytes).toBeGreaterThan(300 * 5000);
});
