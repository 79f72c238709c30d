import type { Store } from '../../db/open.ts';
import { listUnsentDrafts } from '../../db/queries/survey-results.ts';
import { shapeAnswers } from '../../surveys/answers.ts';
import { courseOf, durationsOf, type Walked } from '../../surveys/results/course.ts';
import { everyRow, resultOf } from '../../surveys/results/table.ts';
import type { BlankQuestion, Told } from './ask.ts';
import type { LoadedSurvey } from './load.ts';

const DRAFTS_TOGETHER = 500;
const MOST_BLANKS = 12;

/** Where respondents stopped, how long they took, and what they left blank. */
export async function tellCourse(
  store: Store,
  surveyId: string,
  survey: LoadedSurvey,
): Promise<Told> {
  const { table, joined, without, startedAt, submittedAt } = survey;
  const latest = [...survey.definitions.values()].at(-1)?.definition;
  const all = everyRow(table, without);
  const asked = joined.sections.map(({ id, questions }) => ({
    page: id,
    results: questions.flatMap(({ id: question, label }) => {
      const result = resultOf(table, question, all);
      return result ? [{ id: question, label, ...result }] : [];
    }),
  }));
  // Whoever was asked one question of a page was led to it.
  const sentOn = new Map(
    asked.map(({ page, results }) => [page, Math.max(...results.map((each) => each.asked), 0)]),
  );
  const blanks = asked
    .flatMap(({ results }) => results)
    .map(({ id, label, asked: of, answered }): BlankQuestion => {
      return { id, label, asked: of, blank: of - answered };
    })
    .filter(({ blank }) => blank > 0)
    .sort((a, b) => b.blank / b.asked - a.blank / a.asked)
    .slice(0, MOST_BLANKS);
  const drafts: Walked[] = [];
  for await (const draft of unsent(store, surveyId, survey)) drafts.push(draft);
  return {
    kind: 'course',
    received: all.rows.length,
    course: latest ? courseOf(latest, sentOn, drafts) : { pages: [], unsent: 0, blank: 0 },
    durations: durationsOf(
      Array.from(all.rows, (row) => ({
        startedAt: startedAt[row] ?? 0,
        submittedAt: submittedAt[row] ?? 0,
      })),
    ),
    blanks,
  };
}

async function* unsent(
  store: Store,
  surveyId: string,
  { definitions }: LoadedSurvey,
): AsyncGenerator<Walked> {
  for (let after = ''; ; ) {
    const rows = await listUnsentDrafts(store, surveyId, { after, limit: DRAFTS_TOGETHER });
    for (const { questionnaireId, answers } of rows) {
      const definition = definitions.get(questionnaireId)?.definition;
      if (definition) yield { definition, answers: shapeAnswers(definition, answers) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < DRAFTS_TOGETHER) return;
    after = last.id;
  }
}
