import { STAKEHOLDER_CATEGORIES } from '../../../db/schema/missions.ts';
import type { Method } from '../../../views/diagnostic/diagnostic.ts';
import { diagnosticMessages as said } from '../../../views/messages/diagnostic.ts';
import { typeset } from '../../../views/messages/typeset.ts';
import { messages } from '../../../views/messages.ts';
import { findingsOf, isInternal } from './citable.ts';
import type { DiagnosticFacts } from './facts.ts';

const FAMILIES = ['survey', 'interview', 'return', 'document'] as const;
/** Under this mean Jaccard, a theme is shown as unstable. */
const MINIMUM_STABILITY = 0.6;

/** How the diagnostic was made and how far it goes: counted, never claimed. */
export function methodOf(facts: DiagnosticFacts): Method {
  return {
    sources: FAMILIES.flatMap((family) => {
      const row = facts.sources.find((source) => source.family === family);
      return row ? { ...row, family: messages.families[family] } : [];
    }),
    voices: voicesOf(facts),
    analysis: analysisOf(facts),
    rules: said.rules,
    limits: limitsOf(facts).map(typeset),
  };
}

function voicesOf({ mission, speakers, regionNames }: DiagnosticFacts): Method['voices'] {
  return {
    columns: STAKEHOLDER_CATEGORIES.map((category) => messages.categories[category]),
    rows: mission.regions.map((region) => ({
      label: regionNames.get(region) ?? region,
      counts: STAKEHOLDER_CATEGORIES.map(
        (category) =>
          speakers.filter((one) => one.regionCode === region && one.category === category).length,
      ),
    })),
  };
}

function analysisOf({ run }: DiagnosticFacts): string[] {
  if (run === null) return [];
  const { report, at } = run;
  const { tooShort, otherLanguage, unclassified } = report.leftOut;
  const classified = report.themes.reduce((sum, { size }) => sum + size, 0);
  const { version, seed, corpusHash } = report.run;
  return [
    said.analysis.how(
      said.analysis.method[report.choice.method],
      classified + tooShort + otherLanguage + unclassified,
      report.themes.length,
      at,
    ),
    typeset(said.analysis.reviewed),
    said.analysis.reproducible(version, seed, corpusHash),
  ];
}

function limitsOf(facts: DiagnosticFacts): string[] {
  const { edition, findings, run } = facts;
  const held = findingsOf(edition, findings);
  const rejected = findings.filter(({ finding }) => finding.status === 'rejected').length;
  const pending = findings.length - held.length - rejected;
  const settled = findingsOf('validated', findings).length;
  const internal = new Set(
    held.flatMap(({ evidence }) => evidence.filter(isInternal).map(({ segmentId }) => segmentId)),
  ).size;
  const unheard = unheardCells(facts);
  const unstable = unstableThemes(facts);
  return [
    ...(edition === 'working' && held.length > settled
      ? [said.limits.working(held.length - settled, held.length)]
      : []),
    said.limits.counts,
    ...(run && run.report.leftOut.share > 0 ? [said.limits.leftOut(run.report.leftOut.share)] : []),
    ...(unstable.length > 0 ? [said.limits.unstable(unstable)] : []),
    ...(unheard.length > 0 ? [said.limits.unheard(unheard)] : []),
    ...(internal > 0 ? [said.limits.withheld(internal)] : []),
    ...(pending > 0 ? [said.limits.pending(pending)] : []),
    ...(rejected > 0 ? [said.limits.rejected(rejected)] : []),
  ];
}

/** Themes by the names that people gave them, where a finding of the edition speaks of them. */
function unstableThemes({ edition, findings, run }: DiagnosticFacts): string[] {
  const unstable = new Set(
    (run?.report.themes ?? [])
      .filter(({ stability }) => stability !== null && stability < MINIMUM_STABILITY)
      .map(({ theme }) => theme),
  );
  const names = findingsOf(edition, findings)
    .filter(({ finding }) => finding.isCurrent && unstable.has(finding.theme.number))
    .map(({ finding }) => finding.theme.name);
  return [...new Set(names)];
}

function unheardCells(facts: DiagnosticFacts): string[] {
  const { columns, rows } = voicesOf(facts);
  return rows.flatMap(({ label, counts }) =>
    counts.flatMap((count, index) => (count === 0 ? `${columns[index]}, ${label}` : [])),
  );
}
