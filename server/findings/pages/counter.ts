import { searchCounterVoices } from '../../../analysis/findings/counterVoices.ts';
import { isFor } from '../../../analysis/findings/rules.ts';
import { newId } from '../../../db/ids.ts';
import type { Store } from '../../../db/open.ts';
import {
  type CandidateRow,
  listCandidates,
  searchSegments,
} from '../../../db/queries/counter-voices.ts';
import { findTheme } from '../../../db/queries/themes.ts';
import { attribution } from '../../../views/findings/item.ts';
import type { CandidateItem, FindingPage } from '../../../views/findings/page.ts';
import { wordsPills } from '../../../views/findings/pills.ts';
import { analysisMessages } from '../../../views/messages/analysis.ts';
import { findingMessages as said } from '../../../views/messages/findings.ts';
import { paths } from '../../../views/paths.ts';
import { isAttached, type ReadFinding } from '../read.ts';
import { type EvidenceContext, evidenceItems } from './evidence.ts';
import { counterSentence } from './index.ts';

const FORMS_READ = 6;
const PROPOSED = 6;
const CONTRIBUTIONS_FOUND = 12;
const RESULTS_SHOWN = 20;

/** Counter-voices: those attached, what was searched, and what there is to read, proposed or searched for. */
export async function counterSection(
  store: Store,
  read: ReadFinding,
  context: EvidenceContext,
  query: string,
): Promise<FindingPage['counter']> {
  const { missionId, findingId } = context;
  const isSearch = query !== '';
  const key = newId();
  const found = isSearch
    ? await search(store, read, context, query)
    : await propose(store, read, context);
  return {
    statement: counterSentence(read.counterVoices),
    searches: read.searches.map((one) =>
      said.searchStatement(one.query, one.searchedBy ?? said.platform, one.at, one.found),
    ),
    items: evidenceItems(
      read.evidence.filter(({ role }) => role === 'contradicts'),
      context,
    ),
    searchAction: paths.finding(missionId, findingId),
    query,
    error: context.errors.cherche ?? null,
    isSearch,
    resultsLead: isSearch ? said.results(query, found.length) : said.candidates(found.length),
    candidates: found.map(({ row, note }) =>
      candidateOf(row, note, context, isSearch ? query : null),
    ),
    record: context.isOpen
      ? {
          action: paths.counterSearch(missionId, findingId),
          key,
          query: isSearch ? query : said.proposedSearch,
        }
      : null,
  };
}

interface Found {
  readonly row: CandidateRow;
  readonly note: string | null;
}

async function propose(
  store: Store,
  read: ReadFinding,
  context: EvidenceContext,
): Promise<Found[]> {
  const { finding, evidence } = read;
  const theme = await findTheme(store, context.missionId, finding.theme.id);
  const forms = (theme?.description.forms ?? []).slice(0, FORMS_READ).map(({ form }) => form);
  const rows = notAttached(
    await listCandidates(store, { missionId: context.missionId, theme: finding.theme, forms }),
    read,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ranked = searchCounterVoices(
    rows.map((row) => ({
      id: row.id,
      text: row.contributionText.slice(row.start, row.end),
      isOfTheme: row.isOfTheme,
      category: row.category,
      region: row.regionCode,
    })),
    forms,
    evidence
      .filter(({ role }) => isFor(role))
      .map(({ category, regionCode }) => ({ category, region: regionCode })),
  );
  return ranked.slice(0, PROPOSED).flatMap(({ id, signs }) => {
    const row = byId.get(id);
    return row ? { row, note: said.signs(signs) } : [];
  });
}

async function search(
  store: Store,
  read: ReadFinding,
  { missionId }: EvidenceContext,
  query: string,
): Promise<Found[]> {
  const scope = { missionId, theme: read.finding.theme, query };
  const rows = notAttached(await searchSegments(store, scope, CONTRIBUTIONS_FOUND), read);
  return rows
    .filter((row) => holdsAWord(row, query))
    .slice(0, RESULTS_SHOWN)
    .map((row) => ({ row, note: row.isOfTheme ? null : said.ofOtherTheme }));
}

const notAttached = (rows: readonly CandidateRow[], { evidence }: ReadFinding) =>
  rows.filter((row) => !isAttached(row, evidence));

/** A contribution holds all the words; which of its segments hold one of them, accents and case apart? */
function holdsAWord(row: CandidateRow, query: string): boolean {
  const words = folded(row.contributionText.slice(row.start, row.end));
  return folded(query).some((wanted) => words.some((word) => word.startsWith(wanted)));
}

const folded = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function candidateOf(
  row: CandidateRow,
  note: string | null,
  { missionId, findingId, regionNames }: EvidenceContext,
  query: string | null,
): CandidateItem {
  return {
    segment: row.id,
    text: row.contributionText.slice(row.start, row.end),
    kind: row.kind,
    attribution: attribution(row, regionNames),
    href: paths.segment(missionId, row),
    source: analysisMessages.readInSource[row.family],
    note,
    labels: wordsPills(row),
    action: paths.findingEvidence(missionId, findingId),
    query,
    key: newId(),
  };
}
