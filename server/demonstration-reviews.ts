import { unmetRules } from '../analysis/findings/rules.ts';
import {
  type DemonstrationReview,
  type DemonstrationReviews,
  readDemonstrationReviews,
} from '../db/demonstration-reviews.ts';
import { newId } from '../db/ids.ts';
import type { Store } from '../db/open.ts';
import { findContribution } from '../db/queries/contributions.ts';
import {
  addEvidence,
  insertCounterSearch,
  listEvidence,
  removeEvidence,
} from '../db/queries/evidence.ts';
import { changeStatus, stateName } from '../db/queries/finding-reviews.ts';
import {
  type FindingRow,
  findFinding,
  listFindings,
  updateFinding,
} from '../db/queries/findings.ts';
import { findTheme } from '../db/queries/themes.ts';
import { factsOf } from './findings/read.ts';

const FORMS_THAT_TELL = 15;

interface Reviewers {
  readonly author: string;
  readonly validator: string;
}

/**
 * Reviews some of the demonstration's drafts as its two consultants would, through the functions that the
 * pages use: the rules hold here as they do there. A theme that the analysis did not find is left alone.
 */
export async function reviewDemonstration(
  store: Store,
  missionId: string,
  people: Reviewers,
): Promise<void> {
  const { removal, reviews } = readDemonstrationReviews();
  for (const review of reviews) {
    const finding = await findDraft(store, missionId, review);
    if (!finding) continue;
    const place = { missionId, findingId: finding.id };
    await write(store, finding, review, people);
    if (review.evidence) await judge(store, place, review.evidence, people.author, removal);
    if (review.search)
      await insertCounterSearch(store, {
        ...place,
        id: newId(),
        query: review.search,
        searchedBy: people.author,
      });
    for (const decision of review.decisions) await decide(store, place, decision, people);
  }
}

/** The draft of the theme that has all these forms among its strongest. */
async function findDraft(store: Store, missionId: string, { about }: DemonstrationReview) {
  for (const finding of await listFindings(store, missionId)) {
    const theme = await findTheme(store, missionId, finding.theme.id);
    const forms = theme?.description.forms.slice(0, FORMS_THAT_TELL).map(({ form }) => form) ?? [];
    if (!finding.isTouched && about.every((form) => forms.includes(form))) return finding;
  }
  return undefined;
}

async function write(
  store: Store,
  finding: FindingRow,
  { title, body, validity }: DemonstrationReview,
  { author }: Reviewers,
) {
  await updateFinding(store, {
    missionId: finding.missionId,
    findingId: finding.id,
    revision: finding.revision,
    title,
    body,
    validity,
    writtenBy: author,
    statusAfter: () => null,
  });
}

interface Place {
  readonly missionId: string;
  readonly findingId: string;
}

async function judge(
  store: Store,
  place: Place,
  chosen: NonNullable<DemonstrationReview['evidence']>,
  author: string,
  reason: DemonstrationReviews['removal'],
) {
  for (const { id } of await listEvidence(store, [place.findingId]))
    await removeEvidence(store, { ...place, evidenceId: id, reason, removedBy: author });
  for (const { contribution, role, quote } of chosen) {
    const start = (await findContribution(store, place.missionId, contribution))?.text.indexOf(
      quote,
    );
    if (start === undefined || start < 0) continue;
    const segmentId = `${contribution}#${start}-${start + quote.length}`;
    await addEvidence(store, { ...place, segmentId, role, addedBy: author });
  }
}

async function decide(
  store: Store,
  place: Place,
  { to, by, reason }: DemonstrationReview['decisions'][number],
  people: Reviewers,
) {
  const finding = await findFinding(store, place.missionId, place.findingId);
  if (!finding) return;
  const seen = stateName({ finding, evidence: await listEvidence(store, [finding.id]) });
  const setBy = people[by];
  await changeStatus(store, { ...place, to, reason, setBy, seen }, (state) =>
    unmetRules(factsOf(state), { from: state.finding.status, to, decidedBy: setBy, reason }),
  );
}
