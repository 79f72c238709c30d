import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { closeStore, openStore, type Store } from '../../db/open.ts';
import { insertAccount } from '../../db/queries/accounts.ts';
import { insertMission } from '../../db/queries/missions.ts';
import { publishSurvey } from '../../db/queries/surveys.ts';
import { loadTerritories } from '../../db/territories.ts';
import { hashPassword } from '../../server/passwords.ts';
import { defineQuestionnaire, type Questionnaire } from '../../surveys/definition.ts';

/** A hundred questions of seven types, every fifth with a condition; answers are drawn from a seed. */
export const QUESTIONS = 100;
export const SURVEY = 'cent-questions';
export const EMAIL = 'banc@exemple.fr';
export const PASSWORD = 'le marché du samedi matin';

const WORDS = readFileSync(import.meta.filename, 'utf8').match(/[a-z]{4,}/g) ?? [];

/** Fills a new store with a mission, its consultant, and so many responses. */
export async function prepareStore(databasePath: string, responses: number): Promise<void> {
  const store = openStore(databasePath);
  loadTerritories(store);
  const createdBy = await insertAccount(store, {
    email: EMAIL,
    name: 'Banc d’essai',
    role: 'consultant',
    passwordHash: await hashPassword(PASSWORD),
  });
  if (createdBy === undefined) throw new Error('the store was not empty');
  const missionId = await insertMission(store, {
    title: 'Banc d’essai',
    client: '',
    summary: '',
    regions: [],
    createdBy,
  });
  const definition = hundredQuestions();
  const id = await publishSurvey(store, { missionId, definition, slug: SURVEY, isOpen: true });
  fill(store, id, responses);
  closeStore(store);
}

function fill({ sqlite }: Store, id: string, responses: number): void {
  const questionnaire = sqlite
    .prepare<[string], { id: string }>('select id from questionnaires where survey_id = ?')
    .get(id);
  const response = sqlite.prepare(
    "insert into responses (id, survey_id, questionnaire_id, answers, revision, started_at, updated_at) values (?, ?, ?, '{}', 0, ?, ?)",
  );
  const submission = sqlite.prepare(
    "insert into submissions (id, response_id, key, receipt, answers, answers_hash, is_conflict, submitted_at) values (?, ?, ?, ?, ?, 'x', 0, ?)",
  );
  sqlite.pragma('synchronous = OFF');
  sqlite.transaction(() => {
    for (let number = 0; number < responses; number += 1) {
      const at = 1_790_000_000_000 + number;
      const own = randomUUID();
      response.run(own, id, questionnaire?.id, at, at);
      submission.run(randomUUID(), own, own, `R${number}`, JSON.stringify(answersOf(number)), at);
    }
  })();
}

function answersOf(number: number): Record<string, unknown> {
  const draw = (place: number, under: number) => ((number * 7919 + place * 104_729) >>> 3) % under;
  const answers: Record<string, unknown> = {};
  for (let place = 0; place < QUESTIONS; place += 1) {
    const id = `q${place}`;
    if (draw(place, 10) === 0) continue;
    const kind = place % 7;
    if (kind === 0) answers[id] = `c${draw(place, 5)}`;
    else if (kind === 1) answers[id] = [`c${draw(place, 3)}`, `c${3 + draw(place + 1, 2)}`];
    else if (kind === 2) answers[id] = draw(place, 1000) / 10;
    else if (kind === 3) answers[id] = { r0: 'good', r1: draw(place, 2) ? 'good' : 'poor' };
    else if (kind === 4) answers[id] = draw(place, 5) - 2;
    else if (kind === 5)
      answers[id] = WORDS.slice(draw(place, 200), draw(place, 200) + 8).join(' ');
    else answers[id] = `2026-0${1 + draw(place, 9)}-1${draw(place, 9)}`;
  }
  return answers;
}

function hundredQuestions(): Questionnaire {
  const choices = [0, 1, 2, 3, 4].map((id) => ({ id: `c${id}`, label: `Choix ${id}` }));
  const typed = [
    { type: 'single', choices },
    { type: 'multiple', choices },
    { type: 'decimal' },
    {
      type: 'matrix',
      rows: [0, 1, 2].map((id) => ({ id: `r${id}`, label: `Ligne ${id}` })),
      columns: [
        { id: 'good', label: 'Bien' },
        { id: 'poor', label: 'Mal' },
      ],
    },
    { type: 'scale', min: -2, max: 2, minLabel: 'non', maxLabel: 'oui' },
    { type: 'long-text', maxLength: 1000 },
    { type: 'date' },
  ] as const;
  return defineQuestionnaire({
    id: 'cent-questions',
    version: '1',
    title: 'Cent questions',
    sections: Array.from({ length: 10 }, (_, page) => ({
      id: `p${page}`,
      title: `Page ${page}`,
      questions: Array.from({ length: QUESTIONS / 10 }, (_, index) => {
        const place = page * 10 + index;
        const shape = typed[place % typed.length] ?? typed[0];
        const condition = place % 5 === 4 ? { condition: `\${q${place - 4}} != 'c0'` } : {};
        return { id: `q${place}`, label: `Question ${place} ?`, ...condition, ...shape } as never;
      }),
    })),
  });
}
