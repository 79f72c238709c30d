// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import type { AnalysedUnit, Analysis, Theme } from '../../analysis/analysis.ts';
import { DEFAULT_SETTINGS } from '../../analysis/settings.ts';
import type { Store } from '../../db/open.ts';
import { write } from '../../db/open.ts';
import { addContinuity } from '../../db/queries/continuities.ts';
import { insertContributions, listCorpus } from '../../db/queries/contributions.ts';
import { listFindings } from '../../db/queries/findings.ts';
import { findShownRun, finishRun, insertRun } from '../../db/queries/runs.ts';
import { addStakeholder, type StakeholderCategory } from '../../db/queries/stakeholders.ts';
import { publishSurvey } from '../../db/queries/surveys.ts';
import { documents, fieldNotes, interviews } from '../../db/schema/sources.ts';
import { responses, submissions } from '../../db/schema/surveys.ts';
import { draftFindings } from '../../server/findings/draft.ts';
import { defineQuestionnaire } from '../../surveys/definition.ts';

/**
 * Seven people on two subjects: who will carry the projects (everyone, and they disagree), and a doctor who
 * leaves (the pharmacist alone). What each was asked is told apart from what each said.
 */
export const PEOPLE = {
  pharmacist: { function: 'maire', category: 'mayor', regionCode: '44' },
  subPrefect: { function: 'sous-préfète', category: 'prefecture', regionCode: '44' },
  merchant: { function: 'président de chambre', category: 'chamber', regionCode: '44' },
  miller: { function: 'maire', category: 'mayor', regionCode: '24' },
  carpenter: { function: 'vice-présidente', category: 'intermunicipality', regionCode: '24' },
  director: { function: 'directeur', category: 'region-department', regionCode: '76' },
  silent: { function: 'directrice générale', category: 'intermunicipality', regionCode: '76' },
} as const satisfies Record<string, Who>;

interface Who {
  readonly function: string;
  readonly category: StakeholderCategory;
  readonly regionCode: string;
}

type Name = keyof typeof PEOPLE;

export const WORDS = {
  pharmacist1:
    'Un chef de projet à mi-temps, c’est un pansement sur une jambe de bois : il nous faut quelqu’un qui reste.',
  pharmacist2:
    'Le médecin est parti à la retraite en juin et son cabinet sert de garage à vélos depuis l’automne.',
  subPrefect1:
    'Les communes n’ont personne pour monter le dossier, et mes services ne peuvent pas tenir la plume à leur place.',
  return1:
    'Besoin premier : un chef de projet partagé, faute duquel les dossiers se perdent avant d’être déposés.',
  miller1:
    'Sans chef de projet nous avons rendu la subvention, et la halle attend toujours sa charpente neuve.',
  director1:
    'Un chef de projet de plus ferait doublon avec notre agence : je ne suis pas d’accord pour en payer un second.',
  merchant1: 'Nos vitrines vides, personne ne les compte, et la zone grossit à chaque printemps.',
} as const;

export const SURVEY = defineQuestionnaire({
  id: 'petites-villes',
  version: '1',
  title: 'Petites villes',
  introduction: 'Cinq minutes sur votre ville.',
  sections: [
    {
      id: 'engineering',
      title: 'Vos moyens',
      questions: [
        {
          id: 'abandoned',
          type: 'single',
          label: 'Avez-vous abandonné un dossier ?',
          choices: [
            { id: 'yes', label: 'Oui' },
            { id: 'no', label: 'Non' },
          ],
        },
        {
          id: 'which',
          type: 'long-text',
          label: 'Lequel, et qu’a-t-il manqué ?',
          condition: "${abandoned} = 'yes'",
        },
      ],
    },
  ],
});

export interface AnalysedMission {
  readonly missionId: string;
  readonly runId: string;
  readonly people: Readonly<Record<Name, string>>;
  /** Contribution ids, by the name of their words. */
  readonly said: Readonly<Record<keyof typeof WORDS, string>>;
}

/** Fills a mission with those seven people, and a finished analysis of two themes, each drafted. */
export async function analyseMission(store: Store, missionId: string): Promise<AnalysedMission> {
  const surveyId = await publishSurvey(store, { missionId, definition: SURVEY, isOpen: true });
  const { id: questionnaireId } = store.sqlite
    .prepare<[string], { id: string }>('SELECT id FROM questionnaires WHERE survey_id = ?')
    .get(surveyId) ?? { id: '' };
  const filled = write(store, (transaction) => {
    const person = (name: Name) =>
      addStakeholder(
        transaction,
        {
          ...PEOPLE[name],
          missionId,
          name: `Personne ${name}`,
          organisation: `Organisme de ${name}`,
          communeCode: null,
          departmentCode: null,
        },
        null,
      );
    const names = Object.keys(PEOPLE) as Name[]; // its keys, by its type
    const people = Object.fromEntries(names.map((name) => [name, person(name)])) as Record<
      Name,
      string
    >;
    const meet = (name: Name, consent: 'by-name' | 'by-function' | 'internal', asked: string[]) => {
      const id = `entretien-${name}-${missionId}`;
      transaction
        .insert(interviews)
        .values({
          id,
          missionId,
          stakeholderId: people[name],
          guide: 'mayor',
          heldOn: '2020-01-21',
          place: 'mairie',
          consent,
          trace: 'recorded',
          createdAt: 1,
        })
        .run();
      for (const questionId of ['project-lead', 'to-avoid', 'trajectory'])
        transaction
          .insert(fieldNotes)
          .values({
            id: `${id}.${questionId}`,
            interviewId: id,
            questionId,
            asked: asked.includes(questionId) ? 'prompted' : 'not-asked',
            isInsufficient: false,
            revision: 1,
            updatedAt: 1,
          })
          .run();
      return id;
    };
    const answer = (name: Name, answers: Record<string, unknown>) => {
      const id = `reponse-${name}-${missionId}`;
      const row = { id, surveyId, questionnaireId, stakeholderId: people[name], answers };
      transaction
        .insert(responses)
        .values({ ...row, revision: 1, startedAt: 1, updatedAt: Date.UTC(2020, 1, 3) })
        .run();
      transaction
        .insert(submissions)
        .values({
          id: `${id}-envoi`,
          responseId: id,
          key: id,
          receipt: id,
          answers,
          answersHash: id,
          isConflict: false,
          submittedAt: 1,
        })
        .run();
      return id;
    };
    const noted = {
      pharmacist: meet('pharmacist', 'by-function', ['project-lead', 'trajectory']),
      subPrefect: meet('subPrefect', 'by-function', ['project-lead']),
      merchant: meet('merchant', 'by-function', ['trajectory', 'to-avoid']),
      director: meet('director', 'internal', ['project-lead', 'to-avoid']),
      silent: meet('silent', 'by-function', ['project-lead']),
    };
    const answered = {
      miller: answer('miller', { abandoned: 'yes', which: WORDS.miller1 }),
      carpenter: answer('carpenter', { abandoned: 'no' }),
    };
    const returnId = `remontee-${missionId}`;
    transaction
      .insert(documents)
      .values({
        id: returnId,
        missionId,
        kind: 'return',
        title: 'Remontée de la Haute-Marne',
        fileName: 'remontee.txt',
        format: 'txt',
        sha256: returnId,
        size: 100,
        stakeholderId: people.subPrefect,
        dated: '2019-11-28',
        consent: 'by-function',
        importedAt: 1,
      })
      .run();
    const words = (
      key: keyof typeof WORDS,
      name: Name,
      family: 'interview' | 'survey' | 'return',
      sourceId: string,
      locator: string,
      consent: 'by-name' | 'by-function' | 'internal',
    ) => ({
      id: `${key}-${missionId}`,
      missionId,
      family,
      sourceKind: ({ interview: 'interview', survey: 'submission', return: 'document' } as const)[
        family
      ],
      sourceId,
      locator,
      position: 0,
      kind: 'verbatim' as const,
      text: WORDS[key],
      stakeholderId: people[name],
      consent,
      createdAt: 1,
    });
    const items = [
      words(
        'pharmacist1',
        'pharmacist',
        'interview',
        noted.pharmacist,
        'project-lead',
        'by-function',
      ),
      words(
        'pharmacist2',
        'pharmacist',
        'interview',
        noted.pharmacist,
        'trajectory',
        'by-function',
      ),
      words(
        'subPrefect1',
        'subPrefect',
        'interview',
        noted.subPrefect,
        'project-lead',
        'by-function',
      ),
      words('return1', 'subPrefect', 'return', returnId, 'needs', 'by-function'),
      words('miller1', 'miller', 'survey', answered.miller, 'which', 'by-name'),
      words('director1', 'director', 'interview', noted.director, 'project-lead', 'internal'),
      words('merchant1', 'merchant', 'interview', noted.merchant, 'trajectory', 'by-function'),
    ];
    insertContributions(transaction, items);
    const keys = Object.keys(WORDS) as (keyof typeof WORDS)[]; // its keys, by its type
    const said = Object.fromEntries(keys.map((key) => [key, `${key}-${missionId}`])) as Record<
      keyof typeof WORDS,
      string
    >;
    return { people, said };
  });
  const runId = await runOnce(store, missionId, {
    1: ['pharmacist1', 'subPrefect1', 'return1', 'miller1', 'director1'],
    2: ['pharmacist2'],
  });
  return { missionId, runId, ...filled };
}

/** One more finished analysis, whose classes hold the words given, each contribution one segment. */
export async function runOnce(
  store: Store,
  missionId: string,
  classes: Readonly<Record<number, readonly (keyof typeof WORDS)[]>>,
): Promise<string> {
  const corpus = await listCorpus(store, missionId);
  const texts = new Map(corpus.map(({ id, text }) => [id, text]));
  const themeNumbers = new Map<string, number>(
    Object.entries(classes).flatMap(([theme, keys]) =>
      keys.map((key) => [`${key}-${missionId}`, Number(theme)] as const),
    ),
  );
  const units = corpus.map(
    ({ id, text }): AnalysedUnit => ({
      id: `${id}#1`,
      contribution: id,
      start: 0,
      end: text.length,
      theme: themeNumbers.get(id) ?? null,
      follows: false,
      leftOut: themeNumbers.has(id) ? null : 'unclassified',
    }),
  );
  const runId = await insertRun(store, {
    missionId,
    requestedBy: null,
    settings: {},
    leaseFor: 60_000,
  });
  const run = { id: runId, missionId };
  const themes = Object.keys(classes).map((number) =>
    themeOf(Number(number), units, FORMS[Number(number)] ?? []),
  );
  await finishRun(store, run, analysisOf(units, themes), texts);
  await acceptRun(store, run);
  await draftFindings(store, run);
  return runId;
}

/** Shows a run, continuing nothing, if it is not shown already. */
async function acceptRun(
  store: Store,
  { id: runId, missionId }: { id: string; missionId: string },
) {
  const shown = await findShownRun(store, missionId);
  if (shown?.id === runId) return;
  const accepted = { decision: 'accepted', decidedBy: null } as const;
  write(store, (transaction) =>
    addContinuity(transaction, { missionId, runId, previousRunId: shown?.id ?? null, ...accepted }),
  );
}

/** An analysis whose classes are given: the forms of each, and the contributions that it holds whole. */
export function analysisWith(
  corpus: readonly { readonly id: string; readonly text: string }[],
  classes: readonly {
    readonly forms: readonly string[];
    readonly contributions: readonly string[];
  }[],
): Analysis {
  const units = corpus.map(({ id, text }): AnalysedUnit => {
    const found = classes.findIndex(({ contributions }) => contributions.includes(id));
    return {
      id: `${id}#1`,
      contribution: id,
      start: 0,
      end: text.length,
      theme: found < 0 ? null : found + 1,
      follows: false,
      leftOut: found < 0 ? 'unclassified' : null,
    };
  });
  return analysisOf(
    units,
    classes.map(({ forms }, index) => themeOf(index + 1, units, forms)),
  );
}

function analysisOf(units: readonly AnalysedUnit[], themes: readonly Theme[]): Analysis {
  const left = units.filter(({ theme }) => theme === null).map(({ id }) => id);
  return {
    run: {
      version: 'test',
      settings: DEFAULT_SETTINGS,
      seed: 1,
      corpusHash: 'test',
      seconds: {},
      peakMemoryMb: 0,
    },
    units,
    contributions: [],
    themes,
    tree: [],
    leftOut: {
      tooShort: 0,
      otherLanguage: 0,
      unclassified: left.length,
      share: left.length / units.length,
      units: left,
    },
    choice: { method: 'reinert', classes: 2, why: 'demandé', warnings: [], candidates: [] },
  };
}

const FORMS: Readonly<Record<number, readonly string[]>> = {
  1: ['chef de projet', 'dossier', 'subvention'],
  2: ['médecin', 'cabinet', 'retraite'],
};

function themeOf(number: number, units: readonly AnalysedUnit[], forms: readonly string[]): Theme {
  const own = units.filter(({ theme }) => theme === number);
  return {
    theme: number,
    name: forms
      .map((form, rank) => (rank === 0 ? `${form[0]?.toUpperCase()}${form.slice(1)}` : form))
      .join(', '),
    size: own.length,
    share: own.length / units.length,
    contributions: own.length,
    forms: forms.map((form, rank) => ({
      form,
      lemma: form,
      chi2: 50 - 10 * rank,
      specificity: 5,
      count: 2,
      total: 2,
    })),
    antiForms: [],
    typical: own.map(({ id }) => id),
    phrases: [],
    stability: null,
    coherence: null,
    metadata: [],
  };
}

/** The finding on who carries the projects, and the one on the doctor. */
export async function findingsOf(store: Store, missionId: string) {
  const all = await listFindings(store, missionId);
  const byTheme = (number: number) => {
    const found = all.find(({ theme }) => theme.number === number);
    if (!found) throw new Error(`no finding on theme ${number}`);
    return found;
  };
  return { engineering: byTheme(1), doctor: byTheme(2) };
}
