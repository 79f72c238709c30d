import type { Analysis, Theme } from '../../analysis/analysis.ts';
import { DEFAULT_SETTINGS } from '../../analysis/settings.ts';
import type { Store } from '../../db/open.ts';
import { write } from '../../db/open.ts';
import { insertContributions, withdrawContributions } from '../../db/queries/contributions.ts';
import { insertInterview } from '../../db/queries/interviews.ts';
import { finishRun, insertRun } from '../../db/queries/runs.ts';
import { insertStakeholder, type StakeholderCategory } from '../../db/queries/stakeholders.ts';

/**
 * Words small enough to be counted by hand. A mayor and a chamber of Grand Est, a sub-prefect of Occitanie; another
 * mayor, of Centre-Val de Loire, who took her words back after the analysis. Theme 1 is about doctors, theme 2 about the market hall.
 */
export const WORDS = {
  doctor: 'Le dernier médecin part en juin. Personne ne reprend le cabinet.',
  hall: 'La halle se vide\u00A0: le samedi, trois étals.',
  canton: 'Les médecins manquent dans tout le canton.',
  market: 'Le marché tient encore, <b>la halle</b> aussi.',
  withdrawn: 'Un médecin viendra peut-être.',
  short: 'Oui.',
} as const;

type ContributionName = keyof typeof WORDS;

export interface AnalysedMission {
  readonly runId: string;
  /** Ids of the contributions, as stored. */
  readonly contributions: Readonly<Record<ContributionName, string>>;
}

const UNITS: readonly (readonly [
  ContributionName,
  start: number,
  end: number,
  theme: number | null,
])[] = [
  ['canton', 0, 42, 1],
  ['doctor', 0, 32, 1],
  ['doctor', 33, 64, 1],
  ['hall', 0, 43, 2],
  ['market', 0, 46, 2],
  ['short', 0, 4, null],
  ['withdrawn', 0, 29, 1],
];

export async function addAnalysedMission(
  store: Store,
  missionId: string,
): Promise<AnalysedMission> {
  const speaker = (named: string, category: StakeholderCategory, regionCode: string) =>
    insertStakeholder(
      store,
      {
        missionId,
        function: named,
        category,
        organisation: 'Perthois',
        name: null,
        communeCode: null,
        departmentCode: null,
        regionCode,
      },
      null,
    );
  const mayor = await speaker('maire', 'mayor', '44');
  const prefect = await speaker('sous-préfète', 'prefecture', '76');
  const chamber = await speaker('directeur', 'chamber', '44');
  const otherMayor = await speaker('maire', 'mayor', '24');
  const met = (stakeholder: string, heldOn: string) =>
    insertInterview(store, {
      missionId,
      stakeholder,
      heldOn,
      guide: 'mayor',
      interviewerId: null,
      place: '',
      consent: 'by-function',
      trace: 'during',
    });
  const first = await met(mayor, '2020-01-14');
  const second = await met(prefect, '2020-02-03');
  const contribution = (
    id: ContributionName,
    position: number,
    stakeholderId: string,
    interview: string | null,
  ) => ({
    id: `${missionId}.${id}`,
    missionId,
    family: interview ? ('interview' as const) : ('survey' as const),
    sourceKind: interview ? ('interview' as const) : ('submission' as const),
    sourceId: interview ?? 'answer-1',
    locator: `q${position}`,
    position,
    kind: id === 'hall' ? ('observation' as const) : ('verbatim' as const),
    text: WORDS[id],
    stakeholderId,
    consent: id === 'canton' ? ('internal' as const) : ('by-function' as const),
    createdAt: 1,
  });
  const items = [
    contribution('doctor', 1, mayor, first),
    contribution('hall', 2, mayor, first),
    contribution('canton', 1, prefect, second),
    contribution('market', 1, chamber, null),
    contribution('short', 2, chamber, null),
    contribution('withdrawn', 1, otherMayor, null),
  ];
  write(store, (transaction) => insertContributions(transaction, items));
  const runId = await insertRun(store, {
    missionId,
    requestedBy: null,
    settings: { classes: 2 },
    leaseFor: 60_000,
  });
  const texts = new Map(items.map(({ id, text }) => [id, text]));
  await finishRun(store, { id: runId, missionId }, analysisOf(missionId), texts);
  write(store, (transaction) =>
    withdrawContributions(transaction, [`${missionId}.withdrawn`], {
      withdrawnBy: null,
      reason: 'À sa demande.',
    }),
  );
  const idOf = (name: ContributionName) => `${missionId}.${name}`;
  return {
    runId,
    contributions: {
      doctor: idOf('doctor'),
      hall: idOf('hall'),
      canton: idOf('canton'),
      market: idOf('market'),
      withdrawn: idOf('withdrawn'),
      short: idOf('short'),
    },
  };
}

function analysisOf(missionId: string): Analysis {
  const units = UNITS.map(([name, start, end, theme], index) => ({
    id: `${missionId}.${name}#${index}`,
    contribution: `${missionId}.${name}`,
    start,
    end,
    theme,
    follows: false,
    leftOut: theme === null ? ('tooShort' as const) : null,
  }));
  const unitIds = (theme: number | null) =>
    units.filter((unit) => unit.theme === theme).map(({ id }) => id);
  return {
    run: {
      version: 'test',
      settings: DEFAULT_SETTINGS,
      seed: 1,
      corpusHash: 'a'.repeat(64),
      seconds: { read: 0.5, classify: 1.5 },
      peakMemoryMb: 210,
    },
    units,
    contributions: [],
    themes: [
      theme(1, 'Médecin, cabinet', 'médecin', unitIds(1), 0.82),
      theme(2, 'Halle, marché', 'halle', unitIds(2), 0.41),
    ],
    tree: [
      {
        node: 0,
        height: 12,
        children: [
          { node: null, theme: 1, size: 4 },
          { node: null, theme: 2, size: 2 },
        ],
      },
    ],
    leftOut: { tooShort: 1, otherLanguage: 0, unclassified: 0, share: 1 / 7, units: unitIds(null) },
    choice: {
      method: 'reinert',
      classes: 2,
      why: 'Deux thèmes, comme demandé.',
      warnings: ['Le corpus est très petit.'],
      candidates: [],
    },
  };
}

function theme(
  number: number,
  name: string,
  form: string,
  typical: readonly string[],
  stability: number,
): Theme {
  const size = typical.length;
  return {
    theme: number,
    name,
    size,
    share: size / 6,
    contributions: size,
    forms: [{ form, lemma: form, chi2: 6, specificity: 1.2, count: 3, total: 3 }],
    antiForms: [],
    typical,
    phrases: [],
    stability,
    coherence: null,
    metadata: [
      {
        variable: 'category',
        value: 'mayor',
        speakers: 2,
        speakersOfValue: 2,
        expected: 1.2,
        p: 0.01,
        q: 0.02,
      },
      {
        variable: 'region',
        value: '44',
        speakers: 1,
        speakersOfValue: 2,
        expected: 1.5,
        p: 0.4,
        q: 0.5,
      },
    ],
  };
}
