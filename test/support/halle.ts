import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeStore, openStore, type Store } from '../../db/open.ts';
import { insertAccount } from '../../db/queries/accounts.ts';
import { insertMission } from '../../db/queries/missions.ts';
import { insertSubmission } from '../../db/queries/responses.ts';
import { findSurvey, publishSurvey, type Survey } from '../../db/queries/surveys.ts';
import { loadTerritories } from '../../db/territories.ts';
import type { Questionnaire } from '../../surveys/definition.ts';
import { openAnswersOf, respondentOf } from '../../surveys/respondent.ts';
import { firstHalle, secondHalle } from '../fixtures/covered-market.ts';

/** A survey in the field whose questionnaire was published again, without a platform around it. */
export interface Halle {
  readonly store: Store;
  readonly directory: string;
  readonly missionId: string;
  readonly survey: Survey;
  /** Answers one of its versions, as someone nobody invited. */
  answer(version: 1 | 2, answers: Readonly<Record<string, unknown>>): Promise<void>;
  close(): void;
}

export async function openHalle(): Promise<Halle> {
  const directory = mkdtempSync(join(tmpdir(), 'constat-halle-'));
  const store = openStore(join(directory, 'constat.db'));
  loadTerritories(store);
  const createdBy = await insertAccount(store, {
    name: 'Solange Perrin',
    email: 'solange.perrin@exemple.fr',
    role: 'consultant',
    passwordHash: 'x',
  });
  if (createdBy === undefined) throw new Error('the store was not empty');
  const missionId = await insertMission(store, {
    title: 'Halles de l’Orne',
    client: 'Conseil des halles',
    summary: 'Ce que deviennent les halles.',
    regions: ['28'],
    createdBy,
  });
  const halle = await fieldHalle(store, missionId);
  return {
    store,
    directory,
    missionId,
    ...halle,
    close() {
      closeStore(store);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Both versions in the field, in a store that is open already. */
export async function fieldHalle(store: Store, missionId: string, slug = 'halle') {
  const id = await publishSurvey(store, { missionId, definition: firstHalle, slug, isOpen: true });
  const survey = await findSurvey(store, missionId, id);
  if (!survey) throw new Error('the halle was not published');
  publishAgain(store, id, secondHalle);
  const definitions = { 1: firstHalle, 2: secondHalle } as const;
  const ids = questionnaireIds(store, id);
  return {
    survey,
    async answer(version: 1 | 2, answers: Readonly<Record<string, unknown>>) {
      const definition = definitions[version];
      await insertSubmission(store, {
        key: randomUUID(),
        surveyId: id,
        questionnaireId: ids[version - 1] ?? '',
        missionId,
        answers,
        respondent: respondentOf(definition, answers),
        openAnswers: openAnswersOf(definition, answers),
      });
    },
  };
}

function publishAgain({ sqlite }: Store, surveyId: string, definition: Questionnaire): void {
  sqlite
    .prepare(
      'insert into questionnaires (id, survey_id, version, definition, published_at) values (?, ?, 2, ?, ?)',
    )
    .run(randomUUID(), surveyId, JSON.stringify(definition), Date.now());
}

function questionnaireIds({ sqlite }: Store, surveyId: string): string[] {
  return sqlite
    .prepare<[string], { id: string }>(
      'select id from questionnaires where survey_id = ? order by version',
    )
    .all(surveyId)
    .map(({ id }) => id);
}
