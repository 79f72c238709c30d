import type { FindingStatus } from '../../../analysis/findings/rules.ts';
import type { FindingEntry, FindingsPage } from '../../../views/findings/page.ts';
import { isolatedPill, statusPill } from '../../../views/findings/pills.ts';
import { findingMessages as said } from '../../../views/messages/findings.ts';
import { paths } from '../../../views/paths.ts';
import type { ReadFinding } from '../read.ts';

/** The findings as a table of contents: what each asserts, where it stands, what stands behind it. */
export function indexPage(
  missionId: string,
  read: readonly ReadFinding[],
  pending: FindingsPage['pending'],
): FindingsPage {
  const entries = (isCurrent: boolean) =>
    read
      .filter(({ finding }) => finding.isCurrent === isCurrent)
      .map((one) => entryOf(missionId, one));
  return {
    pending,
    lead: read.length === 0 ? null : said.lead(countStatuses(read), read.length),
    current: entries(true),
    earlier: entries(false),
    runsHref: paths.runs(missionId),
  };
}

function entryOf(missionId: string, { finding, strength, counterVoices }: ReadFinding) {
  const { segments, stakeholders, families, missing, isIsolated } = strength;
  return {
    title: finding.title,
    href: paths.finding(missionId, finding.id),
    theme: said.kicker(finding.theme.number, finding.theme.name),
    pills: [statusPill(finding.status), ...(isIsolated ? [isolatedPill] : [])],
    strength: said.strength(segments, stakeholders, families),
    missing: isIsolated ? said.shortfall(missing) : null,
    counterVoices: counterSentence(counterVoices),
  } satisfies FindingEntry;
}

/** « 2 voix contraires rattachées », « recherchées le …, aucune trouvée », or that nobody looked. */
export function counterSentence(counterVoices: ReadFinding['counterVoices']): string {
  if (counterVoices.kind === 'attached')
    return said.counterVoices.attached(counterVoices.segments, counterVoices.stakeholders);
  return counterVoices.kind === 'none-found'
    ? said.counterVoices.noneFound(counterVoices.searchedAt)
    : said.counterVoices.notSearched;
}

const ORDER: readonly FindingStatus[] = [
  'to-review',
  'published',
  'returned',
  'validated',
  'in-review',
  'proposed',
  'draft',
  'rejected',
];

function countStatuses(read: readonly ReadFinding[]): string[] {
  return ORDER.flatMap((status) => {
    const count = read.filter(({ finding }) => finding.status === status).length;
    return count === 0 ? [] : said.counted(status, count);
  });
}
