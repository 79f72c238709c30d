import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Questionnaire } from '../surveys/definition.ts';
import { hashOf } from './ids.ts';
import { type Store, type Transaction, write } from './open.ts';
import { insertContributions, type NewContribution } from './queries/contributions.ts';
import { recordEvent } from './queries/events.ts';
import { addStakeholder, type StakeholderCategory } from './queries/stakeholders.ts';
import { territoryProgrammes } from './schema/fielding.ts';
import { memberships, missions, schemes, territories } from './schema/missions.ts';
import {
  type ASKED,
  type CONSENTS,
  documents,
  fieldNotes,
  interviews,
  type SPAN_KINDS,
  type TRACES,
} from './schema/sources.ts';
import { questionnaires, responses, submissions, surveys } from './schema/surveys.ts';
import { searchNameOf } from './territories.ts';

export const DEMONSTRATION = 'demonstration';

/** What the demonstration takes from the other rooms, which this one may not import. */
export interface DemonstrationParts {
  readonly title: string;
  readonly client: string;
  readonly summary: string;
  readonly questionnaire: Questionnaire;
  /** The open answers of a response, in the order of the questionnaire. */
  readonly openAnswers: (answers: Answers) => readonly { question: string; text: string }[];
  readonly rubrics: readonly string[];
  /** Where originals of documents are kept. */
  readonly originalsPath: string;
}

type Answers = Readonly<Record<string, unknown>>;

/**
 * Opens the demonstration mission, written in `db/demo`: fictional people in fictional communes. A store
 * holds it once; whoever opens it again joins it. @returns its id.
 */
export function loadDemonstration(
  store: Store,
  consultantId: string,
  parts: DemonstrationParts,
): string {
  const isThere = store.database
    .select()
    .from(missions)
    .where(eq(missions.id, DEMONSTRATION))
    .get();
  write(store, (transaction) => {
    if (!isThere) insertDemonstration(transaction, consultantId, parts);
    transaction
      .insert(memberships)
      .values({
        missionId: DEMONSTRATION,
        accountId: consultantId,
        role: 'consultant',
        createdAt: Date.now(),
      })
      .onConflictDoNothing()
      .run();
  });
  return DEMONSTRATION;
}

const REGIONS = [
  { folder: 'grand-est', code: '44' },
  { folder: 'centre-val-de-loire', code: '24' },
  { folder: 'occitanie', code: '76' },
];

function insertDemonstration(
  transaction: Transaction,
  createdBy: string,
  parts: DemonstrationParts,
): void {
  const { title, client, summary } = parts;
  transaction
    .insert(missions)
    .values({
      id: DEMONSTRATION,
      title,
      client,
      summary,
      regions: REGIONS.map(({ code }) => code),
      isDemonstration: true,
      createdBy,
      createdAt: Date.now(),
    })
    .run();
  insertSurvey(transaction, parts.questionnaire);
  for (const { folder } of REGIONS) {
    const read = <T>(file: string) => readJson<T>(join(HERE, folder, file));
    insertCommunes(transaction, read<Commune[]>('communes.json'));
    for (const person of read<Person[]>('stakeholders.json')) insertPerson(transaction, person);
    for (const scheme of read<Scheme[]>('schemes.json'))
      transaction
        .insert(schemes)
        .values({ ...scheme, missionId: DEMONSTRATION })
        .run();
    for (const response of read<Response[]>('responses.json'))
      insertResponse(transaction, response, parts);
    for (const interview of readFolder<Interview>(join(HERE, folder, 'interviews')))
      insertInterview(transaction, interview);
    for (const written of readFolder<Return>(join(HERE, folder, 'returns')))
      insertReturn(transaction, written, parts);
  }
  recordEvent(transaction, {
    missionId: DEMONSTRATION,
    accountId: createdBy,
    action: 'mission.create',
    subjectKind: 'mission',
    subjectId: DEMONSTRATION,
  });
}

const HERE = join(import.meta.dirname, 'demo');
const readJson = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T; // written by us
const readFolder = <T>(path: string) =>
  readdirSync(path)
    .sort()
    .map((file) => readJson<T>(join(path, file)));

interface Commune {
  readonly code: string;
  readonly name: string;
  readonly department: string;
  readonly region: string;
  readonly epci: string;
  readonly population: number;
  readonly centrality: string;
}

function insertCommunes(transaction: Transaction, communes: readonly Commune[]): void {
  for (const { code, name, department, region, epci, population, centrality } of communes) {
    transaction
      .insert(territories)
      .values({
        code,
        kind: 'commune',
        name,
        searchName: searchNameOf(name),
        departmentCode: department,
        regionCode: region,
        epciName: epci,
        postcodes: [],
        population,
        centrality,
        vintage: DEMONSTRATION,
        missionId: DEMONSTRATION,
      })
      .run();
    transaction.insert(territoryProgrammes).values({ territoryCode: code, programme: 'PVD' }).run();
  }
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly function: string;
  readonly category: StakeholderCategory;
  readonly organisation: string;
  readonly commune: string | null;
  readonly department: string | null;
  readonly region: string;
}

function insertPerson(transaction: Transaction, person: Person): void {
  const { commune, department, region, ...rest } = person;
  addStakeholder(
    transaction,
    {
      ...rest,
      email: addressOf(rest.name),
      missionId: DEMONSTRATION,
      communeCode: commune,
      departmentCode: department,
      regionCode: region,
    },
    null,
  );
}

/** Nobody can ever own this domain (RFC 2606). */
const addressOf = (name: string): string =>
  `${searchNameOf(name).replaceAll(/[^a-z]+/g, '.')}@demonstration.invalid`;

type Scheme = Omit<typeof schemes.$inferSelect, 'missionId'>;

const SURVEY = 'demonstration-elus';
const QUESTIONNAIRE = 'demonstration-elus-1';
const SURVEY_OPENED = Date.UTC(2020, 0, 6, 8);

function insertSurvey(transaction: Transaction, definition: Questionnaire): void {
  transaction
    .insert(surveys)
    .values({
      id: SURVEY,
      missionId: DEMONSTRATION,
      slug: SURVEY,
      title: definition.title,
      isOpen: true,
      opensAt: SURVEY_OPENED,
      createdAt: SURVEY_OPENED,
    })
    .run();
  transaction
    .insert(questionnaires)
    .values({
      id: QUESTIONNAIRE,
      surveyId: SURVEY,
      version: 1,
      definition,
      publishedAt: SURVEY_OPENED,
    })
    .run();
}

interface Response {
  readonly id: string;
  readonly stakeholder: string;
  readonly startedAt: string;
  readonly submittedAt: string;
  readonly answers: Record<string, unknown>;
}

/** What a respondent allows is the answer to the questionnaire's own question on quoting. */
const QUOTATIONS: Readonly<Record<string, Consent>> = {
  'by-name': 'by-name',
  'by-function': 'by-function',
};

function insertResponse(
  transaction: Transaction,
  response: Response,
  { openAnswers }: DemonstrationParts,
): void {
  const { id, stakeholder: stakeholderId, answers } = response;
  const submittedAt = Date.parse(response.submittedAt);
  transaction
    .insert(responses)
    .values({
      id,
      surveyId: SURVEY,
      questionnaireId: QUESTIONNAIRE,
      stakeholderId,
      answers,
      revision: 1,
      startedAt: Date.parse(response.startedAt),
      updatedAt: submittedAt,
    })
    .run();
  const answersHash = hashOf(JSON.stringify(answers));
  transaction
    .insert(submissions)
    .values({
      id: `${id}-sent`,
      responseId: id,
      key: id,
      receipt: hashOf(id).slice(0, 12).toUpperCase(),
      answers,
      answersHash,
      isConflict: false,
      submittedAt,
    })
    .run();
  const said = openAnswers(answers).map(
    ({ question, text }, position): NewContribution => ({
      ...spoken(`${id}.${question}`, stakeholderId, submittedAt),
      family: 'survey',
      sourceKind: 'submission',
      sourceId: id,
      locator: question,
      position,
      kind: 'verbatim',
      text,
      consent: QUOTATIONS[String(answers.quotation)] ?? 'internal',
    }),
  );
  insertContributions(transaction, said);
}

type Consent = (typeof CONSENTS)[number];

interface Interview {
  readonly id: string;
  readonly stakeholder: string;
  readonly guide: string;
  readonly heldOn: string;
  readonly place: string;
  readonly consent: Consent;
  readonly trace: (typeof TRACES)[number];
  readonly notes: readonly {
    readonly question: string;
    readonly asked: (typeof ASKED)[number];
    readonly insufficient?: true;
    readonly spans: readonly { kind: (typeof SPAN_KINDS)[number]; text: string }[];
  }[];
}

/** Spans of one note are numbered from here on: room for what is noted later. */
const POSITIONS_A_NOTE = 1000;

function insertInterview(transaction: Transaction, interview: Interview): void {
  const { id, stakeholder: stakeholderId, guide, heldOn, place, consent, trace } = interview;
  const at = Date.parse(`${heldOn}T17:00:00Z`);
  transaction
    .insert(interviews)
    .values({
      id,
      missionId: DEMONSTRATION,
      stakeholderId,
      guide,
      heldOn,
      place,
      consent,
      trace,
      createdAt: at,
    })
    .run();
  interview.notes.forEach((note, order) => {
    const noteId = `${id}.${note.question}`;
    transaction
      .insert(fieldNotes)
      .values({
        id: noteId,
        interviewId: id,
        questionId: note.question,
        asked: note.asked,
        isInsufficient: note.insufficient ?? false,
        revision: 1,
        updatedAt: at,
      })
      .run();
    const said = note.spans.map(
      ({ kind, text }, index): NewContribution => ({
        ...spoken(`${noteId}.${index + 1}`, stakeholderId, at),
        family: 'interview',
        sourceKind: 'interview',
        sourceId: id,
        locator: note.question,
        position: order * POSITIONS_A_NOTE + index,
        kind,
        text,
        consent,
      }),
    );
    insertContributions(transaction, said);
  });
}

interface Return {
  readonly id: string;
  readonly department: string;
  readonly stakeholder: string;
  readonly dated: string;
  readonly title: string;
  readonly rubrics: Readonly<Record<string, string>>;
}

function insertReturn(
  transaction: Transaction,
  written: Return,
  { rubrics, originalsPath }: DemonstrationParts,
): void {
  const { id, title, dated, stakeholder: stakeholderId } = written;
  const at = Date.parse(`${dated}T12:00:00Z`);
  const texts = rubrics.map((rubric) => written.rubrics[rubric] ?? '');
  const original = Buffer.from(`${[title, ...texts].join('\n\n')}\n`, 'utf8');
  const sha256 = hashOf(original);
  mkdirSync(originalsPath, { recursive: true });
  writeFileSync(join(originalsPath, sha256), original);
  transaction
    .insert(documents)
    .values({
      id,
      missionId: DEMONSTRATION,
      kind: 'return',
      title,
      fileName: `remontee-${written.department}.txt`,
      format: 'txt',
      sha256,
      size: original.length,
      stakeholderId,
      territoryCode: `DEP-${written.department}`,
      dated,
      consent: 'by-function',
      importedAt: at,
    })
    .run();
  const said = rubrics.flatMap((rubric, position): NewContribution[] => {
    const text = texts[position];
    if (!text) return [];
    return [
      {
        ...spoken(`${id}.${rubric}`, stakeholderId, at),
        family: 'return',
        sourceKind: 'document',
        sourceId: id,
        locator: rubric,
        position,
        kind: 'verbatim',
        text,
        consent: 'by-function',
      },
    ];
  });
  insertContributions(transaction, said);
}

const spoken = (id: string, stakeholderId: string, createdAt: number) => ({
  id,
  missionId: DEMONSTRATION,
  stakeholderId,
  createdAt,
});
