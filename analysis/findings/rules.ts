/**
 * What stands behind a finding, and what each change of its status asks for. A finding is never erased:
 * one that falls short is a « signal isolé », labelled as such, with exactly what is missing.
 */
export const MINIMUM_SEGMENTS = 3;
export const MINIMUM_STAKEHOLDERS = 2;
export const MINIMUM_FAMILIES = 2;

export type EvidenceRole = 'supports' | 'contradicts' | 'qualifies' | 'illustrates';

export type FindingStatus =
  | 'draft'
  | 'proposed'
  | 'in-review'
  | 'validated'
  | 'returned'
  | 'published'
  | 'rejected'
  | 'to-review';

export interface EvidenceFacts {
  readonly segmentId: string;
  readonly role: EvidenceRole;
  /** Who speaks: the stakeholder, or the source itself where it is anonymous. */
  readonly speaker: string;
  /** Family of the source: survey, interview, return, document. */
  readonly family: string;
  /** Whether the quote is identical, character by character, to its source. */
  readonly isLiteral: boolean;
  /** Whether the words were withdrawn from the corpus. */
  readonly isWithdrawn: boolean;
}

/** Who may have searched for counter-voices, when, and how many were found. */
export interface CounterSearch {
  readonly at: number;
  readonly found: number;
}

/** Some who speak say so (an illustration shows it happening), others say otherwise, others « oui, mais ». */
export const isFor = (role: EvidenceRole) => role === 'supports' || role === 'illustrates';

export interface Strength {
  readonly segments: number;
  readonly stakeholders: number;
  readonly families: number;
  readonly missing: readonly Shortfall[];
  /** Under any of the three minimums: a « signal isolé ». */
  readonly isIsolated: boolean;
}

export interface Shortfall {
  readonly of: 'segments' | 'stakeholders' | 'families';
  readonly have: number;
  readonly need: number;
}

/** Counts what stands for the finding: words withdrawn, or not literal, stand for nothing. */
export function strengthOf(evidence: readonly EvidenceFacts[]): Strength {
  const standing = evidence.filter(
    ({ role, isLiteral, isWithdrawn }) => isFor(role) && isLiteral && !isWithdrawn,
  );
  const segments = new Set(standing.map(({ segmentId }) => segmentId)).size;
  const stakeholders = new Set(standing.map(({ speaker }) => speaker)).size;
  const families = new Set(standing.map(({ family }) => family)).size;
  const missing = (
    [
      { of: 'segments', have: segments, need: MINIMUM_SEGMENTS },
      { of: 'stakeholders', have: stakeholders, need: MINIMUM_STAKEHOLDERS },
      { of: 'families', have: families, need: MINIMUM_FAMILIES },
    ] as const
  ).filter(({ have, need }) => have < need);
  return { segments, stakeholders, families, missing, isIsolated: missing.length > 0 };
}

export type CounterVoices =
  | { readonly kind: 'attached'; readonly segments: number; readonly stakeholders: number }
  | { readonly kind: 'none-found'; readonly searchedAt: number }
  | { readonly kind: 'not-searched' };

/** Counter-voices attached, or « recherchées le …, aucune trouvée », or nobody looked. */
export function counterVoicesOf(
  evidence: readonly EvidenceFacts[],
  searches: readonly CounterSearch[],
): CounterVoices {
  const against = evidence.filter(
    ({ role, isLiteral, isWithdrawn }) => role === 'contradicts' && isLiteral && !isWithdrawn,
  );
  if (against.length > 0)
    return {
      kind: 'attached',
      segments: new Set(against.map(({ segmentId }) => segmentId)).size,
      stakeholders: new Set(against.map(({ speaker }) => speaker)).size,
    };
  const fruitless = searches.filter(({ found }) => found === 0).map(({ at }) => at);
  if (fruitless.length === 0) return { kind: 'not-searched' };
  return { kind: 'none-found', searchedAt: Math.max(...fruitless) };
}

/** From each status, the statuses that may follow; anything else is no transition. */
export const TRANSITIONS: Readonly<Record<FindingStatus, readonly FindingStatus[]>> = {
  draft: ['proposed', 'rejected'],
  proposed: ['in-review', 'draft', 'rejected'],
  'in-review': ['validated', 'draft', 'rejected'],
  validated: ['returned', 'to-review'],
  returned: ['published', 'to-review'],
  published: ['to-review'],
  rejected: ['draft'],
  'to-review': ['in-review', 'draft', 'rejected'],
};

export const isTransition = (from: FindingStatus, to: FindingStatus) =>
  TRANSITIONS[from].includes(to);

/** A decision taken against somebody's work says why. */
export const needsReason = (from: FindingStatus, to: FindingStatus) =>
  to === 'rejected' || to === 'to-review' || (from === 'in-review' && to === 'draft');

/** Validated, and what follows from it: what others may rely on. */
export const isSettled = (status: FindingStatus) =>
  status === 'validated' || status === 'returned' || status === 'published';

export interface FindingFacts {
  readonly title: string;
  readonly body: string;
  readonly evidence: readonly EvidenceFacts[];
  readonly searches: readonly CounterSearch[];
  /** Who wrote it last; null: drafted by the analysis, and by nobody yet. */
  readonly authorId: string | null;
}

export interface Decision {
  readonly from: FindingStatus;
  readonly to: FindingStatus;
  readonly decidedBy: string;
  readonly reason: string;
}

/** A rule that a finding does not meet yet, with what is missing. */
export type UnmetRule =
  | { readonly rule: 'transition' }
  | { readonly rule: 'reason' }
  | { readonly rule: 'wording' }
  | { readonly rule: 'support' }
  | { readonly rule: 'literal'; readonly segments: readonly string[] }
  | { readonly rule: 'withdrawn'; readonly segments: readonly string[] }
  | { readonly rule: 'strength'; readonly missing: readonly Shortfall[] }
  | { readonly rule: 'counter-voices' }
  | { readonly rule: 'other-eyes' };

export type RuleName = Exclude<UnmetRule['rule'], 'transition' | 'reason'>;

/** What each status asks of the finding itself, beside the transition and its reason. */
export const REQUIRED: Readonly<Record<FindingStatus, readonly RuleName[]>> = {
  draft: [],
  proposed: ['wording', 'support', 'literal', 'withdrawn'],
  'in-review': ['wording', 'support', 'literal', 'withdrawn', 'other-eyes'],
  validated: [
    'wording',
    'support',
    'literal',
    'withdrawn',
    'strength',
    'counter-voices',
    'other-eyes',
  ],
  returned: ['wording', 'support', 'literal', 'withdrawn', 'strength', 'counter-voices'],
  published: ['wording', 'support', 'literal', 'withdrawn', 'strength', 'counter-voices'],
  rejected: [],
  'to-review': [],
};

/** Every rule that stands in the way of a decision, in the order of the checklist; empty: it may be taken. */
export function unmetRules(facts: FindingFacts, decision: Decision): UnmetRule[] {
  const { from, to, decidedBy, reason } = decision;
  if (!isTransition(from, to)) return [{ rule: 'transition' }];
  const unmet: UnmetRule[] = REQUIRED[to].flatMap((rule) => CHECKS[rule](facts, decidedBy) ?? []);
  return needsReason(from, to) && reason.trim() === '' ? [{ rule: 'reason' }, ...unmet] : unmet;
}

type Check = (facts: FindingFacts, decidedBy: string) => UnmetRule | null;

/** Each rule by itself: null where it is met. */
export const CHECKS: Readonly<Record<RuleName, Check>> = {
  wording: ({ title, body }) =>
    title.trim() === '' || body.trim() === '' ? { rule: 'wording' } : null,
  support: ({ evidence }) => (strengthOf(evidence).segments === 0 ? { rule: 'support' } : null),
  literal: ({ evidence }) => segmentsThat('literal', evidence, ({ isLiteral }) => !isLiteral),
  withdrawn: ({ evidence }) =>
    segmentsThat('withdrawn', evidence, ({ isWithdrawn }) => isWithdrawn),
  strength: ({ evidence }) => {
    const { missing, isIsolated } = strengthOf(evidence);
    return isIsolated ? { rule: 'strength', missing } : null;
  },
  'counter-voices': ({ evidence, searches }) =>
    counterVoicesOf(evidence, searches).kind === 'not-searched' ? { rule: 'counter-voices' } : null,
  'other-eyes': ({ authorId }, decidedBy) =>
    authorId === decidedBy ? { rule: 'other-eyes' } : null,
};

function segmentsThat(
  rule: 'literal' | 'withdrawn',
  evidence: readonly EvidenceFacts[],
  isAtFault: (one: EvidenceFacts) => boolean,
): UnmetRule | null {
  const segments = evidence.filter(isAtFault).map(({ segmentId }) => segmentId);
  return segments.length > 0 ? { rule, segments } : null;
}

/** Why a settled finding has to be read again. */
export type StaleReason = 'withdrawn' | 'altered' | 'contradicted' | 'evidence-changed' | 'joined';

export interface Staleness {
  readonly status: FindingStatus;
  /** When the status was set: what came later is new. */
  readonly statusAt: number;
  readonly evidence: readonly (EvidenceFacts & { readonly addedAt: number })[];
  /** When each piece of evidence that was taken away was. */
  readonly removedAt: readonly number[];
  /** Contributions that joined the theme since. */
  readonly joined: number;
}

/** Reasons to read a settled finding again, gravest first; a finding still in the making has none. */
export function staleReasons(finding: Staleness): StaleReason[] {
  if (!isSettled(finding.status)) return [];
  const { evidence, removedAt, statusAt, joined } = finding;
  const added = evidence.filter(({ addedAt }) => addedAt > statusAt);
  const reasons: readonly (readonly [StaleReason, boolean])[] = [
    ['withdrawn', evidence.some(({ isWithdrawn }) => isWithdrawn)],
    ['altered', evidence.some(({ isLiteral }) => !isLiteral)],
    ['contradicted', added.some(({ role }) => role === 'contradicts')],
    [
      'evidence-changed',
      added.some(({ role }) => role !== 'contradicts') || removedAt.some((at) => at > statusAt),
    ],
    ['joined', joined > 0],
  ];
  return reasons.flatMap(([reason, isSo]) => (isSo ? reason : []));
}
