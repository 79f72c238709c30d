import { falseDiscoveryRates } from '../../analysis/math/falseDiscovery.ts';
import type { Question } from '../../surveys/definition.ts';
import { associations, crossVariables, variablesOf } from '../../surveys/results/crossings.ts';
import { releaseSurvey } from '../../surveys/results/releases.ts';
import { filterOptions, readResults, rowsOf } from '../../surveys/results/survey.ts';
import { everyRow } from '../../surveys/results/table.ts';
import { type Ask, nameOf, type PlannedStrata, type Told } from './ask.ts';
import type { LoadedSurvey } from './load.ts';

/** Answers a question about a survey that was read. */
export function tell(
  survey: LoadedSurvey,
  planned: PlannedStrata | null,
  ask: Exclude<Ask, { kind: 'course' | 'words' }>,
): Told {
  switch (ask.kind) {
    case 'results':
      return {
        kind: 'results',
        results: readResults(survey.table, survey.joined, ask.filter, {
          without: survey.without,
          weights:
            planned && ask.weights
              ? {
                  strata: { axes: planned.plan.axes, populations: planned.populations },
                  method: ask.weights,
                }
              : undefined,
        }),
      };
    case 'crossing':
      return crossing(survey, ask);
    case 'release': {
      const all = everyRow(survey.table, survey.without);
      return {
        kind: 'release',
        received: all.rows.length,
        asOf: all.rows.reduce<number | null>(
          (last, row) => Math.max(last ?? 0, survey.submittedAt[row] ?? 0),
          null,
        ),
        sections: releaseSurvey(survey.table, all, survey.joined, ask.k),
      };
    }
  }
}

const MOST_TESTS = 2000;
const ACCEPTED_RATE = 0.05;

function crossing(
  { table, joined, without }: LoadedSurvey,
  { filter, row, column }: Extract<Ask, { kind: 'crossing' }>,
): Told {
  const questions: Question[] = [
    ...joined.sections.flatMap((each) => each.questions),
    ...joined.retired,
  ];
  const all = everyRow(table, without);
  const kept = rowsOf(table, all, filter);
  const variables = variablesOf(table, kept, questions);
  const [down, across] = [row, column].map((name) =>
    variables.find((each) => nameOf(each) === name),
  );
  const tests = associations(table, kept, questions, MOST_TESTS);
  const rates = falseDiscoveryRates(tests.map(({ p }) => p));
  const found = tests
    .map((test, index) => ({ ...test, rate: rates[index] ?? 1 }))
    .filter(({ rate }) => rate <= ACCEPTED_RATE)
    .sort((a, b) => a.rate - b.rate || b.strength - a.strength);
  return {
    kind: 'crossing',
    received: all.rows.length,
    kept: kept.rows.length,
    variables,
    options: filterOptions(table, all, questions),
    crossed:
      down && across && down !== across
        ? { ...crossVariables(table, kept, questions, down, across), row: down, column: across }
        : null,
    scan: { tested: tests.length, found },
  };
}
