import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isSettled, type UnmetRule, unmetRules } from '../../analysis/findings/rules.ts';
import { listPendingRuns } from '../../db/queries/continuities.ts';
import {
  addEvidence,
  changeEvidenceRole,
  insertCounterSearch,
  removeEvidence,
} from '../../db/queries/evidence.ts';
import { changeStatus } from '../../db/queries/finding-reviews.ts';
import type { FindingStatus } from '../../db/queries/finding-statuses.ts';
import { listVersions, updateFinding } from '../../db/queries/findings.ts';
import { findShownRun } from '../../db/queries/runs.ts';
import { EVIDENCE_ROLES, FINDING_STATUSES } from '../../db/schema/findings.ts';
import { pendingRun } from '../../views/continuities/pending.ts';
import { render } from '../../views/engine.ts';
import { diffWords } from '../../views/findings/diff.ts';
import { findingMessages as said } from '../../views/messages/findings.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { conflict, notFound } from '../errors.ts';
import { draftFindings } from '../findings/draft.ts';
import { indexPage } from '../findings/pages/index.ts';
import { PLAIN, type ShowState, showPage } from '../findings/pages/show.ts';
import { factsOf, type ReadFinding, readFinding, readFindings } from '../findings/read.ts';
import { readForm, summaryOf, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';

const TITLE_MAX = 300;
const BODY_MAX = 20_000;
const NOTE_MAX = 2000;
const QUERY_MAX = 200;

const lines = (text: string) => text.replaceAll('\r\n', '\n').trim();

const wordsForm = z.object({
  title: z
    .string(said.title)
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, said.title).max(TITLE_MAX, said.title)),
  body: z
    .string(said.body)
    .transform(lines)
    .pipe(z.string().min(1, said.body).max(BODY_MAX, said.body)),
  validity: z.string().catch('').transform(lines).pipe(z.string().max(NOTE_MAX, said.validity)),
  revision: z.coerce.number().int().min(0).catch(0),
});

const decisionForm = z.object({
  status: z.enum(FINDING_STATUSES),
  seen: z.string().max(100),
  reason: z.string().catch('').transform(lines).pipe(z.string().max(NOTE_MAX, said.reasonLength)),
});

const evidenceForm = z.object({
  segment: z.string().max(300),
  role: z.enum(EVIDENCE_ROLES, said.role),
  query: z.string().trim().max(QUERY_MAX).optional().catch(undefined),
  key: z.uuid().optional().catch(undefined),
});

const roleForm = z.object({ role: z.enum(EVIDENCE_ROLES, said.role) });

const removalForm = z.object({
  reason: z
    .string(said.removalReason)
    .transform(lines)
    .pipe(z.string().min(1, said.removalReason).max(NOTE_MAX, said.reasonLength)),
});

const searchForm = z.object({
  query: z
    .string(said.queryLength)
    .trim()
    .min(1, said.queryLength)
    .max(QUERY_MAX, said.queryLength),
  key: z.uuid(),
});

const showQuery = z.object({ cherche: z.string().trim().max(QUERY_MAX).catch('') });

type One = { Params: { mission: string; finding: string } };
type OneEvidence = { Params: { mission: string; finding: string; evidence: string } };

/** Findings, from the draft of the analysis to publication: words, evidence, counter-voices, decisions. */
export function findings(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/constats';

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const run = await findShownRun(store, mission.id);
    if (run) await draftFindings(store, run);
    const frame = memberFrame(request, member, 'findings', { title: messages.navigation.findings });
    const read = await readFindings(store, mission.id);
    const pending = pendingRun(mission.id, await listPendingRuns(store, mission.id));
    return render(reply, 'findings/index', frame, indexPage(mission.id, read, pending));
  });

  app.get<One>(`${index}/:finding`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const read = await findingOf(member, request.params.finding);
    const { cherche } = showQuery.parse(request.query);
    return show(request, reply, member, read, { ...PLAIN, query: cherche });
  });

  app.get<One>(`${index}/:finding/modifier`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const read = await findingOf(member, request.params.finding);
    refuseRejected(read);
    const { title, body, validity } = read.finding;
    return edit(request, reply, member, read, { typed: { title, body, validity }, errors: {} });
  });

  app.post<One>(`${index}/:finding`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const read = await findingOf(member, request.params.finding);
    refuseRejected(read);
    const result = readForm(wordsForm, request.body);
    const typed = typedValues(request.body);
    if ('errors' in result)
      return edit(request, reply.code(422), member, read, { typed, errors: result.errors });
    const { mission, account } = member;
    const outcome = await updateFinding(store, {
      ...result.values,
      missionId: mission.id,
      findingId: read.finding.id,
      writtenBy: account.id,
      statusAfter: statusAfterEdit,
    });
    if (outcome === 'unknown') throw notFound();
    if (outcome === 'conflict') return showConflict(request, reply.code(409), member, read, typed);
    const after = outcome === 'saved' ? statusAfterEdit(read.finding.status) : null;
    setFlash(request, after === null ? said.saved : said.savedAgain(after));
    return reply.redirect(paths.finding(mission.id, read.finding.id), 303);
  });

  app.post<One>(`${index}/:finding/statut`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const read = await findingOf(member, request.params.finding);
    const result = readForm(decisionForm, request.body);
    if ('errors' in result) throw notFoundUnless(result.errors, 'reason');
    const { status: to, seen, reason } = result.values;
    const outcome = await changeStatus(
      store,
      { missionId: mission.id, findingId: read.finding.id, to, seen, reason, setBy: account.id },
      (state) =>
        unmetRules(factsOf(state), {
          from: state.finding.status,
          to,
          decidedBy: account.id,
          reason,
        }),
    );
    if (outcome.outcome === 'refused') {
      const typed = { [`motif-${to}`]: reason };
      const state = { ...PLAIN, typed, ...faultsOf(outcome.unmet, to) };
      return show(request, reply.code(422), member, read, state);
    }
    if (outcome.outcome === 'moved') {
      const now = await findingOf(member, read.finding.id);
      const typed = { [`motif-${to}`]: reason };
      const state = { ...PLAIN, typed, faults: [said.moved] };
      return show(request, reply.code(409), member, now, state);
    }
    if (outcome.outcome === 'changed') setFlash(request, said.decided[to]);
    return reply.redirect(paths.finding(mission.id, read.finding.id), 303);
  });

  app.post<One>(`${index}/:finding/preuves`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const read = await findingOf(member, request.params.finding);
    refuseRejected(read);
    const result = readForm(evidenceForm, request.body);
    if ('errors' in result)
      return show(request, reply.code(422), member, read, {
        ...PLAIN,
        errors: { 'contre-voix': said.role },
      });
    const { segment, role, query, key } = result.values;
    const outcome = await addEvidence(store, {
      missionId: member.mission.id,
      findingId: read.finding.id,
      segmentId: segment,
      role,
      addedBy: member.account.id,
      ...(query && key && { search: { id: key, query } }),
    });
    if (outcome === 'unknown') throw notFound();
    if (outcome === 'withdrawn') throw conflict(said.withdrawnSegment);
    setFlash(request, outcome === 'changed' ? said.attached : said.alreadyAttached);
    return back(reply, member, read, role === 'contradicts' ? 'contre-voix' : 'preuves');
  });

  app.post<OneEvidence>(`${index}/:finding/preuves/:evidence`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const read = await findingOf(member, request.params.finding);
    refuseRejected(read);
    const result = readForm(roleForm, request.body);
    if ('errors' in result) throw notFound();
    const outcome = await changeEvidenceRole(store, {
      missionId: member.mission.id,
      findingId: read.finding.id,
      evidenceId: request.params.evidence,
      role: result.values.role,
      addedBy: member.account.id,
    });
    if (outcome === 'unknown') throw notFound();
    if (outcome === 'changed') setFlash(request, said.reclassified);
    const isAgainst = result.values.role === 'contradicts';
    return back(reply, member, read, isAgainst ? 'contre-voix' : 'preuves');
  });

  app.post<OneEvidence>(`${index}/:finding/preuves/:evidence/retrait`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const read = await findingOf(member, request.params.finding);
    refuseRejected(read);
    const { evidence: evidenceId } = request.params;
    const result = readForm(removalForm, request.body);
    if ('errors' in result) {
      if (!read.evidence.some(({ id }) => id === evidenceId)) throw notFound();
      const field = `motif-${evidenceId}`;
      return show(request, reply.code(422), member, read, {
        ...PLAIN,
        typed: { [field]: typedValues(request.body).reason ?? '' },
        errors: { [field]: result.errors.reason ?? said.removalReason },
      });
    }
    const outcome = await removeEvidence(store, {
      missionId: member.mission.id,
      findingId: read.finding.id,
      evidenceId,
      reason: result.values.reason,
      removedBy: member.account.id,
    });
    if (outcome === 'unknown') throw notFound();
    setFlash(request, said.removed);
    return back(reply, member, read, 'preuves');
  });

  app.post<One>(`${index}/:finding/contre-voix`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const read = await findingOf(member, request.params.finding);
    refuseRejected(read);
    const result = readForm(searchForm, request.body);
    if ('errors' in result) {
      if (result.errors.key) throw notFound();
      return show(request, reply.code(422), member, read, {
        ...PLAIN,
        errors: { cherche: result.errors.query ?? said.queryLength },
      });
    }
    const { query, key } = result.values;
    await insertCounterSearch(store, {
      id: key,
      missionId: member.mission.id,
      findingId: read.finding.id,
      query,
      searchedBy: member.account.id,
    });
    setFlash(request, said.searched);
    return back(reply, member, read, 'contre-voix');
  });

  async function findingOf({ mission }: Member, id: string): Promise<ReadFinding> {
    const read = await readFinding(store, mission.id, id);
    if (!read) throw notFound();
    return read;
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    read: ReadFinding,
    state: ShowState,
  ) {
    const { mission, account } = member;
    const page = await showPage(store, { mission, accountId: account.id }, read, state);
    const prefix = page.summary.length > 0 ? said.errorPrefix : '';
    const frame = memberFrame(request, member, 'findings', {
      title: prefix + read.finding.title,
      breadcrumb: crumbs(mission.id),
    });
    return render(reply, 'findings/show', frame, page);
  }

  function edit(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    read: ReadFinding,
    form: WordsForm,
  ) {
    const isWrong = Object.keys(form.errors).length > 0;
    const frame = memberFrame(request, member, 'findings', {
      title: (isWrong ? said.errorPrefix : '') + said.new,
      breadcrumb: crumbs(member.mission.id, read),
    });
    return render(reply, 'findings/edit', frame, wordsPage(member, read, form));
  }

  /** What was saved meanwhile beside what is being written, ready to be saved over it. */
  async function showConflict(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    before: ReadFinding,
    typed: WordsForm['typed'],
  ) {
    const read = await findingOf(member, before.finding.id);
    const versions = await listVersions(store, read.finding.id);
    const latest = versions.at(-1);
    const frame = memberFrame(request, member, 'findings', {
      title: said.errorPrefix + said.conflictTitle,
      breadcrumb: crumbs(member.mission.id, read),
    });
    return render(reply, 'findings/conflict', frame, {
      ...wordsPage(member, read, { typed, errors: {} }),
      heading: said.conflictTitle,
      lead: said.conflict(
        latest?.writtenByName ?? said.platform,
        latest?.at ?? read.finding.updatedAt,
      ),
      changes: FIELDS.flatMap((field) => {
        const theirs = read.finding[field];
        const yours = lines(typed[field] ?? '');
        if (theirs === yours) return [];
        return { label: said.fields[field], theirs, parts: diffWords(theirs, yours) };
      }),
    });
  }
}

const FIELDS = ['title', 'body', 'validity'] as const;

interface WordsForm {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

function wordsPage({ mission }: Member, { finding }: ReadFinding, { typed, errors }: WordsForm) {
  return {
    heading: said.new,
    action: paths.finding(mission.id, finding.id),
    cancelHref: paths.finding(mission.id, finding.id),
    revision: finding.revision,
    typed,
    errors,
    summary: summaryOf(errors),
  };
}

function crumbs(missionId: string, read?: ReadFinding) {
  const all = { label: messages.navigation.findings, href: paths.findings(missionId) };
  if (!read) return [all];
  return [all, { label: read.finding.title, href: paths.finding(missionId, read.finding.id) }];
}

function back(reply: FastifyReply, member: Member, { finding }: ReadFinding, anchor: string) {
  return reply.redirect(`${paths.finding(member.mission.id, finding.id)}#${anchor}`, 303);
}

/** A rejected finding keeps what it says until someone reopens it. */
function refuseRejected({ finding }: ReadFinding): void {
  if (finding.status === 'rejected') throw conflict(said.closed);
}

/** New words were not validated by anyone, and not read by who reviews. */
function statusAfterEdit(status: FindingStatus): FindingStatus | null {
  if (isSettled(status)) return 'to-review';
  return status === 'in-review' ? 'proposed' : null;
}

/** A missing reason is said at its field, the rest where one decides. */
function faultsOf(unmet: readonly UnmetRule[], to: FindingStatus) {
  const reasons = unmet.filter(({ rule }) => rule === 'reason').map(said.unmet);
  return {
    errors: Object.fromEntries(reasons.map((sentence) => [`motif-${to}`, sentence])),
    faults: unmet.filter(({ rule }) => rule !== 'reason').map(said.unmet),
  };
}

/** A decision that no form of ours could send. */
function notFoundUnless(errors: Readonly<Record<string, string>>, field: string) {
  return field in errors && Object.keys(errors).length === 1
    ? conflict(errors[field] ?? said.reasonLength)
    : notFound();
}
