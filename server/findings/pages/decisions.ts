import {
  CHECKS,
  type FindingFacts,
  type FindingStatus,
  needsReason,
  TRANSITIONS,
  unmetRules,
} from '../../../analysis/findings/rules.ts';
import { stateName } from '../../../db/queries/finding-reviews.ts';
import type { DecisionItem, FindingPage } from '../../../views/findings/page.ts';
import { findingMessages as said } from '../../../views/messages/findings.ts';
import { paths } from '../../../views/paths.ts';
import { factsOf, type ReadFinding } from '../read.ts';
import { counterSentence } from './index.ts';

interface Reader {
  readonly accountId: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** What may be decided from here, each with what still stands in its way for this very person. */
export function decisionItems(missionId: string, read: ReadFinding, reader: Reader) {
  const { finding } = read;
  const facts = factsOf(read);
  return TRANSITIONS[finding.status].map((to): DecisionItem => {
    const reasonId = `motif-${to}`;
    const decision = { from: finding.status, to, decidedBy: reader.accountId, reason: '…' };
    return {
      to,
      label: said.decision(finding.status, to),
      kind: kindOf(finding.status, to),
      action: paths.findingStatus(missionId, finding.id),
      seen: stateName(read),
      blocked: unmetRules(facts, decision).map(said.unmet),
      reason: needsReason(finding.status, to)
        ? {
            id: reasonId,
            label: said.reasonLabel,
            hint: said.reasonHint,
            value: reader.typed[reasonId] ?? '',
            error: reader.errors[reasonId] ?? null,
          }
        : null,
    };
  });
}

function kindOf(from: FindingStatus, to: FindingStatus): DecisionItem['kind'] {
  if (to === 'rejected') return 'danger';
  return to === TRANSITIONS[from][0] ? 'primary' : 'secondary';
}

/** The rules of evidence, met or not, with what each rests on. */
export function checklistOf(read: ReadFinding, accountId: string): FindingPage['checklist'] {
  const { strength, counterVoices, evidence, finding } = read;
  const facts = factsOf(read);
  const literal = evidence.filter(({ check }) => check.isLiteral).length;
  const withdrawn = evidence.filter(({ withdrawnAt }) => withdrawnAt !== null).length;
  const details = {
    strength: strength.isIsolated
      ? said.isolatedSentence(strength.missing)
      : said.strength(strength.segments, strength.stakeholders, strength.families),
    'counter-voices': counterSentence(counterVoices),
    literal:
      literal === evidence.length
        ? said.literal.all(literal)
        : said.literal.some(literal, evidence.length),
    withdrawn: said.withdrawnCount(withdrawn),
    'other-eyes': eyesSentence(read, accountId),
  };
  return CHECKLIST.map((rule) => ({
    label: said.checklist[rule],
    detail: details[rule],
    isMet:
      rule === 'other-eyes'
        ? isValidated(finding.status)
        : CHECKS[rule](facts satisfies FindingFacts, accountId) === null,
  }));
}

const CHECKLIST = ['strength', 'counter-voices', 'literal', 'withdrawn', 'other-eyes'] as const;

const isValidated = (status: FindingStatus) =>
  status === 'validated' || status === 'returned' || status === 'published';

function eyesSentence({ finding }: ReadFinding, accountId: string): string {
  if (finding.authorId === null || finding.authorName === null) return said.otherEyes.nobody;
  if (isValidated(finding.status))
    return said.otherEyes.done(finding.authorName, finding.validatedBy ?? said.platform);
  return finding.authorId === accountId
    ? said.otherEyes.yours
    : said.otherEyes.waiting(finding.authorName);
}
