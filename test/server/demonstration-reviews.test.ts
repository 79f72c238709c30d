import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDemonstrationReviews } from '../../db/demonstration-reviews.ts';
import { listCorpus } from '../../db/queries/contributions.ts';
import { finishRun, insertRun } from '../../db/queries/runs.ts';
import { reviewDemonstration } from '../../server/demonstration-reviews.ts';
import { draftFindings } from '../../server/findings/draft.ts';
import { type ReadFinding, readFindings } from '../../server/findings/read.ts';
import { beginMission } from '../../server/missions.ts';
import { analysisWith } from '../support/findings.ts';
import { addAccount, openTestPlatform, type TestPlatform } from '../support/platform.ts';

const { reviews } = readDemonstrationReviews();
let platform: TestPlatform;
let mission: string;
let read: ReadFinding[];

beforeAll(async () => {
  platform = await openTestPlatform();
  const { store, services } = platform;
  const author = await addAccount(store, 'Claire Aubertin', 'consultant');
  const validator = await addAccount(store, 'Karim Lefebvre', 'consultant');
  mission = await beginMission(services, {
    template: 'demonstration',
    title: '',
    createdBy: author,
  });
  const corpus = await listCorpus(store, mission);
  const themes = reviews.map(({ about, evidence }) => ({
    forms: about,
    contributions: (evidence ?? []).map(({ contribution }) => contribution),
  }));
  const id = await insertRun(store, {
    missionId: mission,
    requestedBy: null,
    settings: {},
    leaseFor: 1,
  });
  const texts = new Map(corpus.map((row) => [row.id, row.text]));
  await finishRun(store, { id, missionId: mission }, analysisWith(corpus, themes), texts);
  await draftFindings(store, { id, missionId: mission });
  await reviewDemonstration(store, mission, { author, validator });
  read = await readFindings(store, mission);
});
afterAll(() => platform.close());

it('cites only what the demonstration’s people said, to the letter', async () => {
  const texts = new Map(
    (await listCorpus(platform.store, mission)).map(({ id, text }) => [id, text]),
  );
  const strays = reviews.flatMap(({ evidence }) =>
    (evidence ?? []).filter(({ contribution, quote }) => !texts.get(contribution)?.includes(quote)),
  );
  expect(strays).toEqual([]);
});

it('shows the whole life of a finding: validated, under review, « signal isolé », rejected', () => {
  const outcome = reviews.map(({ title, decisions }) => {
    const one = read.find(({ finding }) => finding.title === title);
    return [one?.finding.status, decisions.at(-1)?.to, one?.strength.isIsolated];
  });
  expect(outcome).toEqual([
    ['validated', 'validated', false],
    ['validated', 'validated', false],
    ['validated', 'validated', false],
    ['in-review', 'in-review', false],
    ['proposed', 'proposed', true],
    ['rejected', 'rejected', true],
  ]);
});

it('keeps every verbatim of it identical to its source', () => {
  const checks = read.flatMap(({ evidence }) => evidence.map(({ check }) => check.isLiteral));
  expect(checks.length).toBeGreaterThan(45);
  expect(checks.every((isLiteral) => isLiteral)).toBe(true);
});
