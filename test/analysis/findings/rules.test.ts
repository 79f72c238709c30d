import { describe, expect, it } from 'vitest';
import {
  counterVoicesOf,
  type Decision,
  type EvidenceFacts,
  type FindingFacts,
  type FindingStatus,
  isTransition,
  REQUIRED,
  staleReasons,
  strengthOf,
  TRANSITIONS,
  unmetRules,
} from '../../../analysis/findings/rules.ts';

const said = (
  segmentId: string,
  speaker: string,
  family: string,
  more: Partial<EvidenceFacts> = {},
): EvidenceFacts => ({
  segmentId,
  speaker,
  family,
  role: 'supports',
  isLiteral: true,
  isWithdrawn: false,
  ...more,
});

/** The pharmacist mayor, the sub-prefect and her return: three segments, two people, two families. */
const enough = [
  said('pharmacie', 'maire de Vologny', 'interview'),
  said('arrete', 'sous-préfète', 'interview'),
  said('remontee', 'sous-préfète', 'return'),
];

describe('What stands behind a finding', () => {
  it('is enough with three segments, two stakeholders and two families of source', () => {
    expect(strengthOf(enough)).toEqual({
      segments: 3,
      stakeholders: 2,
      families: 2,
      missing: [],
      isIsolated: false,
    });
  });

  it('is a « signal isolé » with exactly what is missing below that', () => {
    expect(strengthOf(enough.slice(0, 1)).missing).toEqual([
      { of: 'segments', have: 1, need: 3 },
      { of: 'stakeholders', have: 1, need: 2 },
      { of: 'families', have: 1, need: 2 },
    ]);
    const oneFamily = enough.map((one) => ({ ...one, family: 'interview' }));
    expect(strengthOf(oneFamily).missing).toEqual([{ of: 'families', have: 1, need: 2 }]);
    const onePerson = enough.map((one) => ({ ...one, speaker: 'sous-préfète' }));
    expect(strengthOf(onePerson).missing).toEqual([{ of: 'stakeholders', have: 1, need: 2 }]);
  });

  it('does not count twice the same segment, nor counter-voices, nuances, or words that no longer stand', () => {
    const others = [
      said('pharmacie', 'maire de Vologny', 'interview', { role: 'illustrates' }),
      said('doublon', 'direction de la Région', 'interview', { role: 'contradicts' }),
      said('oui-mais', 'DGS', 'survey', { role: 'qualifies' }),
      said('retire', 'maire de Crusnange', 'survey', { isWithdrawn: true }),
      said('retouche', 'chambre', 'document', { isLiteral: false }),
    ];
    expect(strengthOf([...enough, ...others])).toMatchObject({
      segments: 3,
      stakeholders: 2,
      families: 2,
    });
  });

  it('never weakens when a supporting piece is added', () => {
    const families = ['survey', 'interview', 'return'];
    let evidence: EvidenceFacts[] = [];
    let before = strengthOf(evidence);
    for (let i = 0; i < 60; i += 1) {
      evidence = [...evidence, said(`s${(i * 7) % 11}`, `p${(i * 5) % 7}`, families[i % 3] ?? '')];
      const after = strengthOf(evidence);
      expect(after.segments).toBeGreaterThanOrEqual(before.segments);
      expect(after.stakeholders).toBeGreaterThanOrEqual(before.stakeholders);
      expect(after.families).toBeGreaterThanOrEqual(before.families);
      before = after;
    }
    expect(before).toMatchObject({ segments: 11, stakeholders: 7, families: 3 });
  });
});

describe('Counter-voices', () => {
  const against = said('doublon', 'Région', 'interview', { role: 'contradicts' });

  it('are attached, or searched for without result at the latest of the dates, or not searched for', () => {
    expect(counterVoicesOf(enough, [])).toEqual({ kind: 'not-searched' });
    expect(
      counterVoicesOf(enough, [
        { at: 20, found: 0 },
        { at: 40, found: 0 },
        { at: 50, found: 2 },
      ]),
    ).toEqual({ kind: 'none-found', searchedAt: 40 });
    expect(counterVoicesOf([...enough, against], [{ at: 20, found: 0 }])).toEqual({
      kind: 'attached',
      segments: 1,
      stakeholders: 1,
    });
  });

  it('that were withdrawn are no longer attached, and a search that found some is not « aucune trouvée »', () => {
    const withdrawn = { ...against, isWithdrawn: true };
    expect(counterVoicesOf([...enough, withdrawn], [{ at: 5, found: 1 }])).toEqual({
      kind: 'not-searched',
    });
  });
});

const facts: FindingFacts = {
  title: 'L’ingénierie manque avant l’argent',
  body: 'Les dossiers s’arrêtent faute d’une personne pour les porter.',
  evidence: enough,
  searches: [{ at: 1, found: 0 }],
  authorId: 'claire',
};

const decide = (
  from: FindingStatus,
  to: FindingStatus,
  more: Partial<Decision> = {},
): Decision => ({ from, to, decidedBy: 'karim', reason: '', ...more });

const rulesUnmet = (some: Partial<FindingFacts>, decision: Decision) =>
  unmetRules({ ...facts, ...some }, decision).map(({ rule }) => rule);

describe('A decision on a finding', () => {
  it('follows the one path from draft to published', () => {
    const path = ['draft', 'proposed', 'in-review', 'validated', 'returned', 'published'] as const;
    for (const [step, from] of path.entries()) {
      const to = path[step + 1];
      if (to) expect(unmetRules(facts, decide(from, to))).toEqual([]);
    }
  });

  it('is one of the transitions of the table, and nothing else', () => {
    const statuses = Object.keys(TRANSITIONS) as FindingStatus[]; // its keys, by its type
    const allowed = statuses.flatMap((from) =>
      statuses.filter((to) => isTransition(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(allowed).toEqual([
      'draft → proposed',
      'draft → rejected',
      'proposed → draft',
      'proposed → in-review',
      'proposed → rejected',
      'in-review → draft',
      'in-review → validated',
      'in-review → rejected',
      'validated → returned',
      'validated → to-review',
      'returned → published',
      'returned → to-review',
      'published → to-review',
      'rejected → draft',
      'to-review → draft',
      'to-review → in-review',
      'to-review → rejected',
    ]);
    expect(rulesUnmet({}, decide('draft', 'published'))).toEqual(['transition']);
    expect(rulesUnmet({}, decide('validated', 'validated'))).toEqual(['transition']);
  });

  it('to validate is not the author’s, and neither is to review', () => {
    const byAuthor = { decidedBy: 'claire' };
    expect(rulesUnmet({}, decide('in-review', 'validated', byAuthor))).toEqual(['other-eyes']);
    expect(rulesUnmet({}, decide('proposed', 'in-review', byAuthor))).toEqual(['other-eyes']);
    expect(rulesUnmet({}, decide('draft', 'proposed', byAuthor))).toEqual([]);
  });

  it('to validate lists everything that is missing, in the order of the checklist', () => {
    const poor = {
      body: ' ',
      searches: [],
      evidence: [
        said('a', 'maire', 'interview', { isLiteral: false }),
        said('b', 'maire', 'interview', { isWithdrawn: true }),
      ],
    };
    expect(
      unmetRules({ ...facts, ...poor }, decide('in-review', 'validated', { decidedBy: 'claire' })),
    ).toEqual([
      { rule: 'wording' },
      { rule: 'support' },
      { rule: 'literal', segments: ['a'] },
      { rule: 'withdrawn', segments: ['b'] },
      {
        rule: 'strength',
        missing: [
          { of: 'segments', have: 0, need: 3 },
          { of: 'stakeholders', have: 0, need: 2 },
          { of: 'families', have: 0, need: 2 },
        ],
      },
      { rule: 'counter-voices' },
      { rule: 'other-eyes' },
    ]);
  });

  it('to reject, to send back or to reopen says why where it goes against someone’s work', () => {
    expect(rulesUnmet({}, decide('proposed', 'rejected', { reason: '  ' }))).toEqual(['reason']);
    expect(rulesUnmet({}, decide('in-review', 'draft'))).toEqual(['reason']);
    expect(rulesUnmet({}, decide('validated', 'to-review'))).toEqual(['reason']);
    expect(rulesUnmet({}, decide('proposed', 'rejected', { reason: 'redite' }))).toEqual([]);
    expect(rulesUnmet({}, decide('rejected', 'draft'))).toEqual([]);
    expect(rulesUnmet({}, decide('proposed', 'draft'))).toEqual([]);
  });

  it('asks at each further step for all that validation asked, but other eyes', () => {
    for (const status of ['returned', 'published'] as const)
      expect([...REQUIRED[status], 'other-eyes']).toEqual(REQUIRED.validated);
  });

  it('lets a « signal isolé » be proposed, and not validated', () => {
    const alone = { evidence: enough.slice(0, 1) };
    expect(rulesUnmet(alone, decide('draft', 'proposed'))).toEqual([]);
    expect(rulesUnmet(alone, decide('in-review', 'validated'))).toEqual(['strength']);
  });
});

describe('A settled finding goes stale', () => {
  const at = (addedAt: number, more: Partial<EvidenceFacts> = {}) => ({
    ...said('pharmacie', 'maire', 'interview', more),
    addedAt,
  });
  const validated = { status: 'validated', statusAt: 100, removedAt: [], joined: 0 } as const;

  it('when words are withdrawn or altered, contradicted since, changed since, or joined by others', () => {
    expect(staleReasons({ ...validated, evidence: [at(50)] })).toEqual([]);
    expect(staleReasons({ ...validated, evidence: [at(50, { isWithdrawn: true })] })).toEqual([
      'withdrawn',
    ]);
    expect(staleReasons({ ...validated, evidence: [at(50, { isLiteral: false })] })).toEqual([
      'altered',
    ]);
    expect(staleReasons({ ...validated, evidence: [at(150, { role: 'contradicts' })] })).toEqual([
      'contradicted',
    ]);
    expect(staleReasons({ ...validated, evidence: [at(150)] })).toEqual(['evidence-changed']);
    expect(staleReasons({ ...validated, evidence: [], removedAt: [99, 101] })).toEqual([
      'evidence-changed',
    ]);
    expect(staleReasons({ ...validated, evidence: [], joined: 2 })).toEqual(['joined']);
  });

  it('and not while it is still in the making, nor for what validation already knew', () => {
    for (const status of ['draft', 'proposed', 'in-review', 'rejected', 'to-review'] as const)
      expect(
        staleReasons({
          ...validated,
          status,
          evidence: [at(150, { isWithdrawn: true })],
          joined: 3,
        }),
      ).toEqual([]);
    expect(staleReasons({ ...validated, evidence: [at(100, { role: 'contradicts' })] })).toEqual(
      [],
    );
  });
});
