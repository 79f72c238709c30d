import type { AnnexEntry } from '../../../views/diagnostic/diagnostic.ts';
import { attribution } from '../../../views/findings/item.ts';
import { diagnosticMessages as said } from '../../../views/messages/diagnostic.ts';
import { paths } from '../../../views/paths.ts';
import type { CheckedEvidence } from '../../findings/read.ts';
import { dayOf } from '../pages/show.ts';

type Citation = AnnexEntry['findings'][number];

/** Gives each segment its number, in the order in which findings cite them; one cited twice keeps the first. */
export function numberEvidence(
  findings: readonly {
    readonly number: string;
    readonly anchor: string;
    readonly evidence: readonly CheckedEvidence[];
  }[],
): ReadonlyMap<
  string,
  {
    readonly reference: number;
    readonly row: CheckedEvidence;
    readonly citations: readonly Citation[];
  }
> {
  const numbered = new Map<
    string,
    { reference: number; row: CheckedEvidence; citations: Citation[] }
  >();
  for (const { number, anchor, evidence } of findings) {
    for (const row of evidence) {
      const held = numbered.get(row.segmentId) ?? {
        reference: numbered.size + 1,
        row,
        citations: [],
      };
      held.citations.push({ number, anchor, role: said.roles[row.role] });
      numbered.set(row.segmentId, held);
    }
  }
  return numbered;
}

export function annexEntry(
  {
    reference,
    row,
    citations,
  }: {
    readonly reference: number;
    readonly row: CheckedEvidence;
    readonly citations: readonly Citation[];
  },
  context: {
    readonly missionId: string;
    readonly baseUrl: string;
    readonly regionNames: ReadonlyMap<string, string>;
  },
): AnnexEntry {
  return {
    reference,
    anchor: `preuve-${reference}`,
    text: row.quote,
    kind: row.kind,
    kindLabel: said.kinds[row.kind],
    attribution: attribution(row, context.regionNames),
    source: sourceOf(row),
    url: context.baseUrl + paths.segment(context.missionId, row),
    findings: citations,
  };
}

/**
 * The kind of source and its day. Never a document's title, which often names who speaks in it: a person
 * quoted by function would no longer be.
 */
function sourceOf(row: CheckedEvidence): string {
  const day = row.heldOn ?? row.documentDated;
  return said.sources[row.family](day === null ? row.answeredAt : dayOf(day));
}
