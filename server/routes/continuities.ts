import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MovedSpan, Pair } from '../../analysis/steps/continuity.ts';
import { insertContinuity, listContributionsNamed } from '../../db/queries/continuities.ts';
import { segmentIdOf } from '../../db/queries/runs.ts';
import { listSegments } from '../../db/queries/segments.ts';
import { CONTINUITY_DECISIONS } from '../../db/schema/analysis.ts';
import { FAMILIES } from '../../db/schema/contributions.ts';
import type { ContinuityPage, ContributionChange } from '../../views/continuities/page.ts';
import { render } from '../../views/engine.ts';
import { formatNumber } from '../../views/format.ts';
import { analysisMessages } from '../../views/messages/analysis.ts';
import { continuityMessages as said } from '../../views/messages/continuities.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { attributionOf, segmentItem } from '../../views/segments/item.ts';
import { type Member, requireConsultant } from '../access.ts';
import { type ReadContinuity, readContinuity, stateOf } from '../continuities.ts';
import { notFound } from '../errors.ts';
import { draftFindings } from '../findings/draft.ts';
import { readFindings } from '../findings/read.ts';
import { typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import { pageNumber, pageOf } from '../paging.ts';
import { regionNames } from '../places.ts';
import type { Services } from '../services.ts';
import { describeGathered } from '../theme-merges.ts';

const FORMS_LISTED = 6;
const CONTRIBUTIONS_LISTED = 100;
const WORDS_LISTED = 160;
/** In an address, for segments that no theme holds. */
const UNCLASSIFIED = 'hors-themes';
/** Before the id of a new theme, in the name of the field that says which theme it continues. */
const PAIR_FIELD = 'suite-';

const decisionForm = z.object({
  decision: z.enum(CONTINUITY_DECISIONS),
  previous: z.string().max(100),
});
const moveQuery = z.object({
  de: z.string().max(100).catch(''),
  vers: z.string().max(100).catch(''),
  page: pageNumber(),
});

type One = { Params: { mission: string; run: string } };

/** A new analysis beside the one shown: what goes on, what changes, and the decision to take its place. */
export function continuities(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/analyses/:run/continuite';

  app.get<One>(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    return show(request, reply, member, await continuityOf(member, request.params.run));
  });

  app.post<One>(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const read = await continuityOf(member, request.params.run);
    const form = decisionForm.safeParse(request.body);
    if (!form.success) throw notFound();
    const { decision, previous } = form.data;
    const pairs = pairsIn(typedValues(request.body), read);
    if (pairs === undefined) {
      const typed = typedValues(request.body);
      return show(request, reply.code(422), member, read, { fault: said.pairs, typed });
    }
    const outcome = await insertContinuity(store, {
      missionId: mission.id,
      runId: read.run.id,
      previousRunId: previous,
      decision,
      decidedBy: account.id,
      continued: pairs,
      gathered: decision === 'accepted' ? await gatheredIn(member, read) : [],
    });
    if (outcome === 'moved') {
      const now = await continuityOf(member, read.run.id);
      return show(request, reply.code(409), member, now, { fault: said.moved, typed: {} });
    }
    if (outcome === 'changed') setFlash(request, await follow(member, read, decision));
    const isAccepted = decision === 'accepted';
    return reply.redirect(isAccepted ? paths.themes(mission.id) : paths.runs(mission.id), 303);
  });

  app.get<One>(`${index}/segments`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const read = await continuityOf(member, request.params.run);
    const { de, vers, page } = moveQuery.parse(request.query);
    const moved = read.continuity.moved.filter(
      ({ from, to }) => addressOf(from) === de && addressOf(to) === vers,
    );
    if (moved.length === 0) throw notFound();
    const shown = pageOf(moved, page, (other) =>
      paths.movedSegments(mission.id, read.run.id, { de, vers, page: String(other) }),
    );
    const rows = await listSegments(
      store,
      mission.id,
      shown.rows.map((span) => segmentIdOf(span)),
    );
    const names = await regionNames(store);
    const name = nameIn(read);
    const title = said.movesTitle(name(moved[0]?.from ?? null), name(moved[0]?.to ?? null));
    const frame = memberFrame(request, member, 'runs', {
      title,
      breadcrumb: [
        ...crumbs(mission.id),
        { label: said.title, href: paths.continuity(mission.id, read.run.id) },
      ],
    });
    return render(reply, 'segments/index', frame, {
      ...shown,
      kicker: kickerOf(read),
      title,
      lead: said.segments(moved.length),
      note: null,
      filters: null,
      data: null,
      segments: rows
        .filter(({ withdrawnAt }) => withdrawnAt === null)
        .map((row) => segmentItem(row, { missionId: mission.id, regionNames: names })),
    });
  });

  async function continuityOf({ mission }: Member, runId: string): Promise<ReadContinuity> {
    const read = await readContinuity(store, mission.id, runId);
    if (!read) throw notFound();
    return read;
  }

  /** Themes that will hold others, each with what then tells it from the rest. */
  async function gatheredIn({ mission }: Member, { run, gathered }: ReadContinuity) {
    if (gathered.length === 0) return [];
    const roots = new Map(
      gathered.flatMap(({ into, absorbed }) => absorbed.map(({ after }) => [after, into] as const)),
    );
    const descriptions = await describeGathered(store, mission.id, run.id, roots);
    return gathered.flatMap(({ into, absorbed }) => {
      const description = descriptions.get(into);
      return description ? [{ intoId: into, absorbed, description }] : [];
    });
  }

  /** Drafts what is new, and sends to review what gained contributions. @returns what to say of it. */
  async function follow(
    { mission }: Member,
    { run, toReview }: ReadContinuity,
    decision: (typeof CONTINUITY_DECISIONS)[number],
  ): Promise<string> {
    if (decision === 'declined') return said.declinedNow;
    await draftFindings(store, { id: run.id, missionId: mission.id });
    const asked = new Set(toReview.map(({ id }) => id));
    const sent = (await readFindings(store, mission.id)).filter(
      ({ finding }) => asked.has(finding.id) && finding.status === 'to-review',
    );
    return said.acceptedNow(sent.length);
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    read: ReadContinuity,
    { fault, typed }: Faulty = { fault: null, typed: {} },
  ) {
    const { mission } = member;
    const prefix = fault === null ? '' : analysisMessages.errorPrefix;
    const frame = memberFrame(request, member, 'runs', {
      title: prefix + said.title,
      breadcrumb: crumbs(mission.id),
    });
    const summary = fault === null ? [] : [{ href: '#decider', message: fault }];
    const names = await regionNames(store);
    const changeOf = async (ids: readonly string[], lead: string) =>
      contributionChange(
        mission.id,
        await listContributionsNamed(store, mission.id, new Set(ids)),
        lead,
        names,
      );
    const { added, withdrawn } = read.continuity;
    return render(reply, 'continuities/show', frame, {
      ...pageOfContinuity(mission.id, read, typed),
      summary,
      added: await changeOf(added, said.added(added.length)),
      withdrawn: await changeOf(withdrawn, said.withdrawn(withdrawn.length)),
    });
  }
}

const crumbs = (missionId: string) => [
  { label: messages.navigation.runs, href: paths.runs(missionId) },
];

const kickerOf = ({ run, previous }: ReadContinuity) =>
  said.kicker(run.requestedAt, previous.requestedAt);

const addressOf = (theme: string | null) => theme ?? UNCLASSIFIED;

/**
 * The pairs that the analysis proposes, with those that the person added between new themes and gone ones;
 * undefined where they name one theme twice, or a theme that is neither.
 */
function pairsIn(
  typed: Readonly<Record<string, string>>,
  { continuity }: ReadContinuity,
): Pair[] | undefined {
  const chosen = continuity.isNew.flatMap((after) => {
    const before = typed[PAIR_FIELD + after];
    return before ? [{ before, after }] : [];
  });
  const isSound =
    chosen.every(({ before }) => continuity.isGone.includes(before)) &&
    new Set(chosen.map(({ before }) => before)).size === chosen.length;
  return isSound ? [...continuity.continued, ...chosen] : undefined;
}

/** What is wrong with a decision, and what was chosen, to show again. */
interface Faulty {
  readonly fault: string | null;
  readonly typed: Readonly<Record<string, string>>;
}

type Shown = Omit<ContinuityPage, 'summary' | 'added' | 'withdrawn'>;

function pageOfContinuity(missionId: string, read: ReadContinuity, typed: Faulty['typed']): Shown {
  const { run, previous, decision, continuity, toReview } = read;
  const { continued, isNew, isGone, moved, compared } = continuity;
  const isAccepted = decision?.decision === 'accepted';
  return {
    kicker: kickerOf(read),
    title: said.title,
    lead: said.lead(continued.length, isNew.length, isGone.length, moved.length),
    ...stateOf(decision),
    form: isAccepted
      ? null
      : {
          action: paths.continuity(missionId, run.id),
          previous: previous.id,
          canDecline: decision === undefined,
        },
    gathered:
      read.gathered.length > 0
        ? said.gathered(
            read.gathered.length,
            read.gathered.reduce((sum, { absorbed }) => sum + absorbed.length, 0),
          )
        : null,
    toReview: isAccepted
      ? []
      : toReview.map(({ id, title }) => ({ label: title, href: paths.finding(missionId, id) })),
    continued: continued.flatMap((pair) => continuedEntry(missionId, read, pair)),
    isNew: isNew.flatMap((id) => newEntry(missionId, read, id, isAccepted ? null : typed)),
    isGone: isGone.flatMap((id) => goneEntry(missionId, read, id)),
    moves: movesOf(missionId, read),
    movesLead: said.movesLead(moved.length, compared),
  };
}

function continuedEntry(
  missionId: string,
  { themes, findings, decision }: ReadContinuity,
  pair: ReadContinuity['continuity']['continued'][number],
) {
  const [before, after] = [themes.get(pair.before), themes.get(pair.after)];
  if (!before || !after) return [];
  // Until it is accepted, the class still has the name that the analysis proposes for it.
  const name = decision?.decision === 'accepted' ? after.name : nameAfter(before, after.name);
  return {
    name,
    href: paths.theme(missionId, after.id),
    formerly: before.proposedName === name ? null : said.formerly(before.proposedName),
    before: before.segments,
    after: after.segments,
    joined: pair.joined,
    similarity: pair.similarity,
    findings: (findings.get(before.id) ?? findings.get(after.id) ?? []).length,
  };
}

/** A name that a person gave goes on; a proposed one gives way to the new proposal. */
const nameAfter = (
  before: { readonly name: string; readonly proposedName: string },
  next: string,
) => (before.name === before.proposedName ? next : before.name);

function newEntry(
  missionId: string,
  read: ReadContinuity,
  id: string,
  typed: Faulty['typed'] | null,
) {
  const theme = read.themes.get(id);
  if (!theme) return [];
  const gone = read.continuity.isGone.flatMap((before) => read.themes.get(before) ?? []);
  return {
    name: theme.name,
    href: paths.theme(missionId, id),
    forms: theme.description.forms
      .slice(0, FORMS_LISTED)
      .map(({ form }) => form)
      .join(', '),
    segments: said.segments(theme.segments),
    choice:
      typed && gone.length > 0
        ? {
            name: PAIR_FIELD + id,
            label: said.choice(theme.name),
            options: gone.map(({ id: value, name: label }) => ({
              value,
              label,
              isSelected: typed[PAIR_FIELD + id] === value,
            })),
          }
        : null,
  };
}

function goneEntry(missionId: string, { themes, findings }: ReadContinuity, id: string) {
  const theme = themes.get(id);
  if (!theme) return [];
  return {
    name: theme.name,
    href: paths.theme(missionId, id),
    segments: said.segments(theme.segments),
    findings: (findings.get(id) ?? []).map((finding) => ({
      label: finding.title,
      href: paths.finding(missionId, finding.id),
    })),
  };
}

function movesOf(missionId: string, read: ReadContinuity): Shown['moves'] {
  const name = nameIn(read);
  const keyOf = ({ from, to }: MovedSpan) => `${addressOf(from)} ${addressOf(to)}`;
  return [...Map.groupBy(read.continuity.moved, keyOf).values()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const query = { de: addressOf(first.from), vers: addressOf(first.to) };
      return {
        from: name(first.from),
        to: name(first.to),
        segments: group.length,
        href: paths.movedSegments(missionId, read.run.id, query),
      };
    });
}

/** What a theme of either run is called here; gone and new ones say that they are. */
function nameIn({ themes, continuity }: ReadContinuity) {
  const continues = new Map(continuity.continued.map(({ before, after }) => [after, before]));
  return (id: string | null): string => {
    const theme = themes.get(id ?? '');
    if (!theme) return said.unclassified;
    if (continuity.isGone.includes(theme.id)) return said.gone(theme.name);
    if (continuity.isNew.includes(theme.id)) return said.isNew(theme.name);
    return themes.get(continues.get(theme.id) ?? '')?.name ?? theme.name;
  };
}

type Named = Awaited<ReturnType<typeof listContributionsNamed>>;

function contributionChange(
  missionId: string,
  rows: Named,
  lead: string,
  names: ReadonlyMap<string, string>,
): ContributionChange {
  const rest = rows.length - CONTRIBUTIONS_LISTED;
  return {
    lead,
    families: FAMILIES.flatMap((family) => {
      const count = rows.filter((row) => row.family === family).length;
      return count === 0 ? [] : { label: messages.families[family], value: formatNumber(count) };
    }),
    listed: rows.slice(0, CONTRIBUTIONS_LISTED).map((row) => ({
      label: attributionOf(row, names),
      href: paths.contribution(missionId, row.id),
      words: row.text.length > WORDS_LISTED ? `${row.text.slice(0, WORDS_LISTED)}…` : row.text,
    })),
    rest: rest > 0 ? said.rest(rest) : null,
  };
}
