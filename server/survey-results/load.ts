import type { Store } from '../../db/open.ts';
import { listAnswers, listStandingIds } from '../../db/queries/survey-results.ts';
import { listQuestionnaires } from '../../db/queries/surveys.ts';
import { listTerritories, type Territory } from '../../db/queries/territories.ts';
import { shapeAnswers } from '../../surveys/answers.ts';
import type { Questionnaire } from '../../surveys/definition.ts';
import { respondentOf } from '../../surveys/respondent.ts';
import { FACETS } from '../../surveys/results/survey.ts';
import { type AnswerTable, addResponse, openTable } from '../../surveys/results/table.ts';
import { type JoinedQuestions, joinQuestions } from '../../surveys/results/versions.ts';
import type { Place } from '../../surveys/sampling.ts';
import { questionnaireOf } from '../answering.ts';

/** The answers of a survey, as they were last read, and what is read beside them. */
export interface LoadedSurvey {
  readonly joined: JoinedQuestions;
  /** By id of their questionnaire. */
  readonly definitions: ReadonlyMap<
    string,
    { readonly version: number; readonly definition: Questionnaire }
  >;
  readonly table: AnswerTable;
  /** Row of each submission that was ever read. */
  readonly rows: ReadonlyMap<string, number>;
  /** Rows that count no more: replaced, taken back. */
  readonly without: ReadonlySet<number>;
  /** By row, epoch milliseconds. */
  readonly startedAt: readonly number[];
  readonly submittedAt: readonly number[];
  /** By row; null where no commune is known. */
  readonly places: readonly (Place | null)[];
  /** Of the versions that it was read by. */
  readonly versionsKey: string;
}

const READ_TOGETHER = 500;

/** Reads what arrived since, and what counts no more; everything again where a version was published. */
export async function loadSurvey(
  store: Store,
  surveyId: string,
  known: LoadedSurvey | undefined,
): Promise<LoadedSurvey> {
  const versions = await listQuestionnaires(store, surveyId);
  const versionsKey = versions.map(({ id }) => id).join(' ');
  const definitions = new Map(
    versions.map((row) => [row.id, { version: row.version, definition: questionnaireOf(row) }]),
  );
  const before = known?.versionsKey === versionsKey ? known : undefined;
  const joined =
    before?.joined ?? joinQuestions([...definitions.values()].map((each) => each.definition));
  const questions = [...joined.sections.flatMap((section) => section.questions), ...joined.retired];
  const table = before?.table ?? openTable(questions, FACETS);
  const rows = new Map(before?.rows);
  const startedAt = [...(before?.startedAt ?? [])];
  const submittedAt = [...(before?.submittedAt ?? [])];
  const places = [...(before?.places ?? [])];
  const standing = await listStandingIds(store, surveyId);
  const fresh = standing.filter((id) => !rows.has(id));
  const territories = new Map<string, Territory>();
  for (let from = 0; from < fresh.length; from += READ_TOGETHER) {
    const answers = await listAnswers(store, fresh.slice(from, from + READ_TOGETHER));
    const read = answers.flatMap((one) => {
      const version = definitions.get(one.questionnaireId);
      return version
        ? [{ ...one, ...version, shaped: shapeAnswers(version.definition, one.answers) }]
        : [];
    });
    const communes = read.map(communeOf);
    await learnTerritories(store, communes, territories);
    read.forEach((one, index) => {
      const place = territories.get(communes[index] ?? '') ?? null;
      rows.set(
        one.submissionId,
        addResponse(table, {
          definition: one.definition,
          answers: one.shaped,
          facets: facetsOf(one, place),
        }),
      );
      // Nobody began what staff typed in from paper.
      startedAt.push(one.isTyped ? one.submittedAt : one.startedAt);
      submittedAt.push(one.submittedAt);
      places.push(place ?? placeOfStrata(one.strata));
    });
  }
  const counting = new Set(standing);
  const without = new Set([...rows].filter(([id]) => !counting.has(id)).map(([, row]) => row));
  return {
    joined,
    definitions,
    table,
    rows,
    without,
    startedAt,
    submittedAt,
    places,
    versionsKey,
  };
}

type Read = Awaited<ReturnType<typeof listAnswers>>[number] & {
  readonly version: number;
  readonly definition: Questionnaire;
  readonly shaped: ReturnType<typeof shapeAnswers>;
};

const communeOf = ({ communeCode, definition, shaped }: Read) =>
  communeCode ?? respondentOf(definition, shaped).communeCode;

async function learnTerritories(
  store: Store,
  codes: readonly (string | null)[],
  known: Map<string, Territory>,
): Promise<void> {
  const wanted = [...new Set(codes)].filter((code) => code !== null && !known.has(code));
  for (const territory of await listTerritories(
    store,
    wanted.flatMap((code) => code ?? []),
  ))
    known.set(territory.code, territory);
}

/** An anonymous response may say its region, and no commune. */
const placeOfStrata = (strata: Read['strata']): Place | null =>
  strata?.regionCode ? { regionCode: strata.regionCode, centrality: null, population: null } : null;

/** An anonymous response says of itself its strata alone: groups large enough to hide in. */
function facetsOf(
  { strata, category, regionCode, departmentCode, definition, shaped, version }: Read,
  place: Territory | null,
): Record<string, string | null> {
  if (strata)
    return {
      version: String(version),
      region: strata.regionCode || null,
      category: strata.category || null,
    };
  return {
    version: String(version),
    region: place?.regionCode ?? regionCode,
    department: place?.departmentCode ?? departmentCode,
    epci: place?.epciName ?? null,
    category: category ?? respondentOf(definition, shaped).category,
  };
}
