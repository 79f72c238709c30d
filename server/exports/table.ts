import { setImmediate as otherRequests } from 'node:timers/promises';
import type { Store } from '../../db/open.ts';
import {
  type ExportedSubmission,
  listExported,
  listExportedIds,
} from '../../db/queries/exports.ts';
import { listQuestionnaires, type Survey } from '../../db/queries/surveys.ts';
import { shapeAnswers } from '../../surveys/answers.ts';
import { planColumns, type Value, type Version } from '../../surveys/columns.ts';
import { respondentOf } from '../../surveys/respondent.ts';
import { questionnaireOf } from '../answering.ts';
import { momentOf } from '../moment.ts';
import type { PlannedStrata } from '../survey-results/ask.ts';
import { type ExportColumn, type FactColumns, factColumns } from './fact-columns.ts';
import { weightsOf } from './weights.ts';

/** What is exported: its columns, and its rows as often as a format needs to read them. */
export interface ExportTable {
  readonly title: string;
  readonly versions: readonly Version[];
  readonly columns: readonly ExportColumn[];
  /** Responses found; fewer are written if some are erased meanwhile. */
  readonly count: number;
  readonly isInternal: boolean;
  readonly exportedAt: number;
  /** A few at a time, so that others are served meanwhile. Unrouted: what was not asked reads as blank. */
  rows(options?: { readonly isRouted?: boolean }): AsyncIterable<readonly (readonly Value[])[]>;
}

export type ExportedSurvey = Pick<Survey, 'id' | 'title' | 'isAnonymous'>;

export interface ExportScope {
  /** Contacts, and words that their author keeps from being cited, are in it too. */
  readonly isInternal: boolean;
  /** The strata of its sampling plan, where it has one: responses are then weighted. */
  readonly planned?: PlannedStrata | null;
  /** Epoch milliseconds. */
  readonly exportedAt: number;
}

const ROWS_A_TURN = 25;

export async function exportTable(
  store: Store,
  survey: ExportedSurvey,
  { isInternal, planned, exportedAt }: ExportScope,
): Promise<ExportTable> {
  const versions = (await listQuestionnaires(store, survey.id)).map((row) => ({
    id: row.id,
    number: row.version,
    definition: questionnaireOf(row),
  }));
  const byId = new Map(versions.map((version) => [version.id, version]));
  const plan = planColumns(versions, ({ kind }) => isInternal || kind !== 'contact');
  const ids = await listExportedIds(store, survey.id);
  const weights = planned ? await weightsOf(store, await communesOf(), planned) : undefined;
  const facts = await factColumns(store, { weights, isAnonymous: survey.isAnonymous });
  return {
    title: survey.title,
    versions,
    columns: [...facts.columns, ...plan.columns],
    count: ids.length,
    isInternal,
    exportedAt,
    async *rows({ isRouted = true } = {}) {
      for await (const found of submissionsInTurn())
        yield found.flatMap((submission) => {
          const version = byId.get(submission.questionnaireId);
          return version ? [rowOf(submission, version, isRouted)] : [];
        });
    },
  };

  async function* submissionsInTurn(): AsyncGenerator<ExportedSubmission[]> {
    for (let start = 0; start < ids.length; start += ROWS_A_TURN) {
      yield await listExported(store, ids.slice(start, start + ROWS_A_TURN));
      await otherRequests();
    }
  }

  /** Of whoever was invited, or else as the answers say it. */
  async function communesOf(): Promise<Map<string, string | null>> {
    const communes = new Map<string, string | null>();
    for await (const found of submissionsInTurn())
      for (const { responseId, communeCode, questionnaireId, answers } of found) {
        const definition = byId.get(questionnaireId)?.definition;
        const said =
          communeCode ??
          (definition && respondentOf(definition, shapeAnswers(definition, answers)).communeCode);
        communes.set(responseId, said ?? null);
      }
    return communes;
  }

  function rowOf(submission: ExportedSubmission, version: Version, isRouted: boolean): Value[] {
    const answers = shapeAnswers(version.definition, submission.answers);
    const { consent } = respondentOf(version.definition, answers);
    const fact: Parameters<FactColumns['valuesOf']>[0] = { submission, version, consent };
    const row = plan.rowOf(version.id, answers, {
      isRouted,
      wordsLeave: isInternal || consent !== 'internal',
      ...(isRouted && {
        moment: momentOf(submission.responseId, new Date(submission.submittedAt)),
      }),
    });
    return [...facts.valuesOf(fact), ...row];
  }
}
