import type { Store } from '../../../db/open.ts';
import { listPlacesOfTheme } from '../../../db/queries/counter-voices.ts';
import { listEventsOf } from '../../../db/queries/events.ts';
import { listEvidenceRemovals } from '../../../db/queries/evidence.ts';
import { listStatuses } from '../../../db/queries/finding-statuses.ts';
import type { Mission } from '../../../db/queries/missions.ts';
import { readRunReport } from '../../../db/queries/runs.ts';
import { countSegments } from '../../../db/queries/segments.ts';
import { listThemes } from '../../../db/queries/themes.ts';
import { historyOf } from '../../../views/findings/history.ts';
import type { FindingPage } from '../../../views/findings/page.ts';
import { isolatedPill, statusPill } from '../../../views/findings/pills.ts';
import { reasonSentence, findingMessages as said } from '../../../views/messages/findings.ts';
import { paths } from '../../../views/paths.ts';
import { summaryOf } from '../../forms.ts';
import { regionNames } from '../../places.ts';
import { isAttached, type ReadFinding } from '../read.ts';
import { counterSection } from './counter.ts';
import { checklistOf, decisionItems } from './decisions.ts';
import { evidenceGroups } from './evidence.ts';
import { gridSection } from './grid.ts';

/** Latest acts; the others are folded below. */
const ACTS_SHOWN = 8;

/** What was asked of the page: a search, or a form to show again with what is wrong. */
export interface ShowState {
  readonly query: string;
  readonly typed: Readonly<Record<string, string>>;
  /** A sentence by field. */
  readonly errors: Readonly<Record<string, string>>;
  /** What stood in the way of a decision. */
  readonly faults: readonly string[];
}

export const PLAIN: ShowState = { query: '', typed: {}, errors: {}, faults: [] };

/** A finding with everything that lets one judge it: words, evidence, counter-voices, grid, rules, history. */
export async function showPage(
  store: Store,
  { mission, accountId }: { readonly mission: Mission; readonly accountId: string },
  read: ReadFinding,
  state: ShowState,
): Promise<FindingPage> {
  const { finding, strength, evidence } = read;
  const names = await regionNames(store);
  const isOpen = finding.status !== 'rejected';
  const { typed, errors } = state;
  const context = {
    missionId: mission.id,
    findingId: finding.id,
    regionNames: names,
    isOpen,
    typed,
    errors,
  };
  return {
    title: finding.title,
    kicker: said.kicker(finding.theme.number, finding.theme.name),
    themeHref: paths.theme(mission.id, finding.theme.id),
    pills: [statusPill(finding.status), ...(strength.isIsolated ? [isolatedPill] : [])],
    summary: [
      ...state.faults.map((message) => ({ href: '#decider', message })),
      ...summaryOf(errors),
    ],
    notices: noticesOf(read),
    paragraphs: finding.body.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ''),
    validity: finding.validity || null,
    written: finding.authorName
      ? said.authorOf(finding.authorName, finding.revision, finding.updatedAt)
      : said.noAuthor(finding.createdAt),
    editHref: isOpen ? paths.editFinding(mission.id, finding.id) : null,
    facts: factsLine(read),
    checklist: checklistOf(read, accountId),
    coded: await codedSentence(store, finding.theme.runId),
    decisions: decisionItems(mission.id, read, { accountId, typed, errors }),
    groups: evidenceGroups(evidence, context),
    rest: await restOf(store, mission.id, read),
    counter: await counterSection(store, read, context, state.query),
    ...(await gridSection(store, mission, read, names)),
    ...(await historyFor(store, read)),
  };
}

function noticesOf({ finding }: ReadFinding): string[] {
  return [
    ...(finding.status === 'to-review' || finding.status === 'rejected'
      ? [reasonSentence(finding.statusReason)]
      : []),
    ...(finding.authorId === null && finding.status === 'draft' ? [said.untouched] : []),
    ...(finding.isCurrent ? [] : [said.superseded]),
  ];
}

function factsLine({ strength, evidence }: ReadFinding): FindingPage['facts'] {
  const contradicting = evidence.filter(({ role }) => role === 'contradicts').length;
  return [
    { label: said.facts.segments, value: String(strength.segments) },
    { label: said.facts.stakeholders, value: String(strength.stakeholders) },
    { label: said.facts.families, value: String(strength.families) },
    { label: said.facts.contradicts, value: String(contradicting) },
  ];
}

/** The share of the corpus that was actually coded, as counts. */
async function codedSentence(store: Store, runId: string): Promise<string | null> {
  const report = await readRunReport(store, runId);
  if (!report) return null;
  const themes = await listThemes(store, runId);
  const counts = await countSegments(
    store,
    themes.map(({ id }) => id),
  );
  const coded = counts.reduce((sum, { segments }) => sum + segments, 0);
  return said.coded(coded, coded + report.leftOut.units.length);
}

/** Segments of the theme that are not attached: they say nothing of this finding until someone reads them. */
async function restOf(store: Store, missionId: string, { finding, evidence }: ReadFinding) {
  const others = (await listPlacesOfTheme(store, finding.theme.id)).filter(
    (row) => !isAttached(row, evidence),
  );
  const speakers = new Set(others.map(({ speaker }) => speaker)).size;
  return others.length === 0
    ? null
    : {
        label: said.notAttached(others.length, speakers),
        href: paths.themeSegments(missionId, finding.theme.id),
      };
}

async function historyFor(store: Store, { finding, evidence, searches }: ReadFinding) {
  const acts = await listEventsOf(store, 'finding', [finding.id]);
  const statuses = await listStatuses(store, finding.id);
  const removals = await listEvidenceRemovals(store, [finding.id]);
  const history = historyOf(acts, {
    statusReasons: new Map(statuses.map(({ id, reason }) => [id, reason])),
    evidence: new Map([
      ...evidence.map(({ id, quote, role }) => [id, { quote, role }] as const),
      ...removals.map(({ evidenceId, quote, role }) => [evidenceId, { quote, role }] as const),
    ]),
    removalReasons: new Map(removals.map(({ evidenceId, reason }) => [evidenceId, reason])),
    searches: new Map(searches.map(({ id, query }) => [id, query])),
  });
  return { history: history.slice(0, ACTS_SHOWN), earlier: history.slice(ACTS_SHOWN) };
}
