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
import { type ExportColumn, type FactColumns, factColumns } from './fact-columns.ts';

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
  /** Response → weight, where the survey is weighted. */
  readonly weights?: ReadonlyMap<string, number> | undefined;
  /** Epoch milliseconds. */
  readonly exportedAt: number;
}

const ROWS_A_TURN = 100;

export async function exportTable(
  store: Store,
  survey: ExportedSurvey,
  { isInternal, weights, exportedAt }: ExportScope,
): Promise<ExportTable> {
  const versions = (await listQuestionnaires(store, survey.id)).map((row) => ({
    id: row.id,
    number: row.version,
    definition: questionnaireOf(row),
  }));
  const byId = new Map(versions.map((version) => [version.id, version]));
  const plan = planColumns(versions, ({ kind }) => isInternal || kind !== 'contact');
  const facts = await factColumns(store, { weights, isAnonymous: survey.isAnonymous });
  const ids = await listExportedIds(store, survey.id);
  return {
    title: survey.title,
    versions,
    columns: [...facts.columns, ...plan.columns],
    count: ids.length,
    isInternal,
    exportedAt,
    async *rows({ isRouted = true } = {}) {
      for (let start = 0; start < ids.length; start += ROWS_A_TURN) {
        const found = await listExported(store, ids.slice(start, start + ROWS_A_TURN));
        yield found.flatMap((submission) => {
          const version = byId.get(submission.questionnaireId);
          return version ? [rowOf(submission, version, isRouted)] : [];
        });
        await otherRequests();
      }
    },
  };

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
