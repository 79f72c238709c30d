import { countStances, type GridCell } from '../../../analysis/findings/grid.ts';
import { isFor, isSettled } from '../../../analysis/findings/rules.ts';
import { agreementAcross, divergenceOf, type Voices } from '../../../analysis/findings/small-n.ts';
import { STAKEHOLDER_CATEGORIES } from '../../../db/schema/missions.ts';
import type {
  Comparison,
  Diagnostic,
  DiagnosticFinding,
  DiagnosticTheme,
  GridWord,
  Verbatim,
} from '../../../views/diagnostic/diagnostic.ts';
import { attribution } from '../../../views/findings/item.ts';
import { diagnosticMessages as said } from '../../../views/messages/diagnostic.ts';
import { findingMessages } from '../../../views/messages/findings.ts';
import { messages } from '../../../views/messages.ts';
import { fairly } from '../../findings/pages/evidence.ts';
import { counterSentence } from '../../findings/pages/index.ts';
import { type CheckedEvidence, type ReadFinding, stancesBy } from '../../findings/read.ts';
import { annexEntry, numberEvidence } from './annex.ts';
import { citableEvidence, findingsOf, isInternal, isSound } from './citable.ts';
import type { DiagnosticFacts } from './facts.ts';
import { methodOf } from './method.ts';

/** Writes the diagnostic from what the store holds. The same facts give the same diagnostic: no clock, no chance. */
export function buildDiagnostic(facts: DiagnosticFacts): Diagnostic {
  const { mission, edition } = facts;
  const numbered = numberFindings(findingsOf(edition, facts.findings));
  const evidence = numberEvidence(numbered);
  const context = { facts, references: evidence };
  const written = numbered.map((one) => ({ ...one, finding: writeFinding(one, context) }));
  return {
    title: mission.title,
    client: mission.client,
    summary: mission.summary,
    isDemonstration: mission.isDemonstration,
    edition,
    asOf: lastChange(numbered.map(({ read }) => read)),
    method: methodOf(facts),
    themes: byTheme(written),
    ...compare(numbered),
    annex: [...evidence.values()].map((entry) =>
      annexEntry(entry, {
        missionId: mission.id,
        baseUrl: facts.baseUrl,
        regionNames: facts.regionNames,
      }),
    ),
  };
}

interface NumberedFinding {
  readonly read: ReadFinding;
  readonly theme: { readonly id: string; readonly name: string; readonly number: string };
  readonly number: string;
  readonly anchor: string;
  /** What may be quoted, fairly ordered: everyone heard in turn. */
  readonly evidence: readonly CheckedEvidence[];
}

/** Themes as they come, from 1; findings « 1.1 », « 1.2 »… within each. */
function numberFindings(findings: readonly ReadFinding[]): NumberedFinding[] {
  const themes = Map.groupBy(findings, ({ finding }) => finding.theme.id);
  return [...themes].flatMap(([id, ofTheme], themeIndex) =>
    ofTheme.map((read, index) => {
      const number = `${themeIndex + 1}.${index + 1}`;
      return {
        read,
        theme: { id, name: read.finding.theme.name, number: String(themeIndex + 1) },
        number,
        anchor: `constat-${number.replace('.', '-')}`,
        evidence: fairly(citableEvidence(read.evidence)),
      };
    }),
  );
}

function lastChange(findings: readonly ReadFinding[]): number | null {
  const changes = findings.flatMap(({ finding, evidence }) => [
    finding.updatedAt,
    finding.statusAt,
    ...evidence.map(({ addedAt }) => addedAt),
  ]);
  return changes.length === 0 ? null : Math.max(...changes);
}

function byTheme(
  written: readonly (NumberedFinding & { readonly finding: DiagnosticFinding })[],
): DiagnosticTheme[] {
  return [...Map.groupBy(written, ({ theme }) => theme.id).values()].flatMap((findings) => {
    const [first] = findings;
    if (first === undefined) return [];
    return {
      anchor: `theme-${first.theme.number}`,
      number: first.theme.number,
      name: first.theme.name,
      findings: findings.map(({ finding }) => finding),
    };
  });
}

interface WritingContext {
  readonly facts: DiagnosticFacts;
  readonly references: ReadonlyMap<string, { readonly reference: number }>;
}

/** In the body, enough to hear each side; the annex has all of it. */
const SUPPORTS_SHOWN = 4;
const OTHERS_SHOWN = 4;

function writeFinding(
  { read, number, anchor, evidence }: NumberedFinding,
  context: WritingContext,
): DiagnosticFinding {
  const { finding, strength, counterVoices } = read;
  const verbatims = evidence.map((row) => toVerbatim(row, context));
  return {
    anchor,
    number,
    title: finding.title,
    notice: finding.isTouched ? null : said.untouched,
    paragraphs: finding.body.split('\n').filter((line) => line.trim() !== ''),
    validity: finding.validity.trim() === '' ? null : finding.validity,
    status: findingMessages.statuses[finding.status],
    isSettled: isSettled(finding.status),
    isolated: strength.isIsolated
      ? said.isolated(findingMessages.shortfall(strength.missing))
      : null,
    strength: said.strength(
      findingMessages.strength(strength.segments, strength.stakeholders, strength.families),
    ),
    supports: verbatims.filter(({ role }) => isFor(role)).slice(0, SUPPORTS_SHOWN),
    others: verbatims.filter(({ role }) => !isFor(role)).slice(0, OTHERS_SHOWN),
    counterVoices: said.counterVoices(counterSentence(counterVoices)),
    withheld: withheldOf(read.evidence),
    // What an extract does to a finding, only a reader can say.
    grid: finding.isTouched ? gridOf(finding.id, context.facts) : NO_GRID,
  };
}

function toVerbatim(row: CheckedEvidence, { facts, references }: WritingContext): Verbatim {
  return {
    reference: references.get(row.segmentId)?.reference ?? 0,
    text: row.quote,
    kind: row.kind,
    role: row.role,
    attribution: attribution(row, facts.regionNames),
  };
}

function withheldOf(evidence: readonly CheckedEvidence[]): string | null {
  const internal = evidence.filter(isInternal).length;
  const altered = evidence.filter((row) => !isInternal(row) && !isSound(row)).length;
  return internal + altered === 0 ? null : said.withheld(internal, altered);
}

const NO_GRID: DiagnosticFinding['grid'] = { columns: [], rows: [] };

const GRID_WORDS: Readonly<Record<GridCell['value'], GridWord>> = {
  supports: 'supports',
  contradicts: 'contradicts',
  mixed: 'mixed',
  'not-mentioned': 'unmentioned',
  'not-asked': 'unasked',
};

function gridOf(
  findingId: string,
  { grids, regionNames }: DiagnosticFacts,
): DiagnosticFinding['grid'] {
  return {
    columns: STAKEHOLDER_CATEGORIES.map((category) => messages.categories[category]),
    rows: (grids.get(findingId)?.rows ?? []).map(({ row, cells }) => ({
      label: regionNames.get(row) ?? row,
      cells: cells.map(({ value }) => ({ value: GRID_WORDS[value] })),
    })),
  };
}

/**
 * What categories share and what divides them, in stakeholders: agreement is that of the least assured
 * category; divergence is twice the smaller side. A finding that one category alone speaks of, or that nobody
 * has read yet, is neither.
 */
function compare(
  findings: readonly NumberedFinding[],
): Pick<Diagnostic, 'convergences' | 'divergences'> {
  const read = findings.filter((one) => one.read.finding.isTouched);
  const compared = read.map((one) => {
    const groups = STAKEHOLDER_CATEGORIES.flatMap((category) => {
      const stances = stancesBy(one.evidence, 'category').get(category);
      return stances ? { category, voices: countStances(stances) } : [];
    });
    return { ...one, groups, voices: totalOf(groups.map(({ voices }) => voices)) };
  });
  const toComparison = ({
    number,
    anchor,
    read: { finding },
    groups,
  }: (typeof compared)[number]): Comparison => ({
    number,
    anchor,
    title: finding.title,
    voices: groups.map(({ category, voices }) =>
      said.voices(messages.categories[category], voices.for, voices.mixed, voices.against),
    ),
  });
  const shared = compared.filter(
    ({ groups, voices }) => groups.length >= 2 && voices.against === 0 && voices.for > voices.mixed,
  );
  const divided = compared.filter(({ voices }) => divergenceOf(voices) > 0);
  const agreement = ({ groups }: (typeof compared)[number]) =>
    agreementAcross(groups.map(({ voices }) => voices));
  return {
    convergences: shared.toSorted((a, b) => agreement(b) - agreement(a)).map(toComparison),
    divergences: divided
      .toSorted((a, b) => divergenceOf(b.voices) - divergenceOf(a.voices))
      .map(toComparison),
  };
}

function totalOf(groups: readonly Voices[]): Voices {
  const sum = (side: keyof Voices) => groups.reduce((total, voices) => total + voices[side], 0);
  return { for: sum('for'), against: sum('against'), mixed: sum('mixed') };
}
