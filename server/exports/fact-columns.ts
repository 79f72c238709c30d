import type { Store } from '../../db/open.ts';
import type { ExportedSubmission } from '../../db/queries/exports.ts';
import { listTerritoriesOfKind } from '../../db/queries/territories.ts';
import { BLANK, type ResponseColumn, type Value, type Version } from '../../surveys/columns.ts';
import type { Choice, Column } from '../../surveys/question-types/type.ts';
import { exportMessages as said } from '../../views/messages/exports.ts';
import { messages } from '../../views/messages.ts';
import { dayInParis, timeInParis } from '../paris-days.ts';

/** A column of an export: of a question, or a fact about the response. */
export type ExportColumn = Column & Partial<Omit<ResponseColumn, keyof Column>>;

interface Fact {
  readonly submission: ExportedSubmission;
  readonly version: Version;
  readonly consent: keyof typeof messages.consents;
}

export interface FactColumns {
  readonly columns: readonly ExportColumn[];
  readonly valuesOf: (fact: Fact) => Value[];
}

/** What is known of each response beside its answers; never a name. Ids of questions have no underscore first. */
export async function factColumns(
  store: Store,
  {
    weights,
    isAnonymous,
  }: {
    readonly weights: ReadonlyMap<string, number> | undefined;
    /** Then nobody knows when a response was sent. */
    readonly isAnonymous: boolean;
  },
): Promise<FactColumns> {
  const regions = await placesOf(store, 'region', 'REG-');
  const departments = await placesOf(store, 'department', 'DEP-');
  const facts: readonly (readonly [ExportColumn, (fact: Fact) => Value])[] = [
    [fact('_reponse', 'response', 'text'), ({ submission }) => submission.responseId],
    [fact('_version', 'version', 'number'), ({ version }) => version.number],
    [
      fact('_envoyee', 'submittedAt', 'date-time'),
      ({ submission: { submittedAt } }) =>
        isAnonymous ? BLANK : `${dayInParis(submittedAt)}T${timeInParis(submittedAt)}`,
    ],
    [
      fact('_categorie', 'category', 'code', named(messages.categories)),
      ({ submission }) => submission.category ?? submission.strata?.category ?? BLANK,
    ],
    [
      fact('_region', 'region', 'code', regions),
      ({ submission }) => submission.regionCode ?? submission.strata?.regionCode ?? BLANK,
    ],
    [
      fact('_departement', 'department', 'code', departments),
      ({ submission }) => submission.departmentCode ?? BLANK,
    ],
    [fact('_citation', 'citation', 'code', named(messages.consents)), ({ consent }) => consent],
  ];
  const weight: (typeof facts)[number] = [
    fact('_poids', 'weight', 'number'),
    ({ submission }) => weights?.get(submission.responseId) ?? BLANK,
  ];
  const all = weights ? [...facts, weight] : facts;
  return {
    columns: all.map(([column]) => column),
    valuesOf: (row) => all.map(([, read]) => read(row)),
  };
}

function fact(
  name: string,
  label: keyof typeof said.columns,
  kind: Column['kind'],
  choices?: readonly Choice[],
): ExportColumn {
  return { name, label: said.columns[label], kind, ...(choices && { choices }) };
}

function named(labels: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

async function placesOf(store: Store, kind: 'region' | 'department', prefix: string) {
  const places = await listTerritoriesOfKind(store, kind);
  return places.map(({ code, name }) => ({ value: code.replace(prefix, ''), label: name }));
}
