import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import {
  type AudienceMember,
  cancelMailing,
  decideMail,
  findMailing,
  findMailTemplate,
  insertMailing,
  listAudience,
  listMailings,
  listMails,
  pauseMailing,
} from '../../db/queries/mailings.ts';
import { findMission } from '../../db/queries/missions.ts';
import { MAIL_DECISIONS } from '../../db/schema/mails.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { render } from '../../views/engine.ts';
import { formatPlural } from '../../views/format.ts';
import { mailMessages as said } from '../../views/messages/mails.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { closestPlaces } from '../closest-places.ts';
import { notFound } from '../errors.ts';
import { setFlash } from '../frames.ts';
import { findMailTrouble } from '../jobs/mails.ts';
import {
  type Exclusion,
  isConcerned,
  WRITTEN_KINDS,
  type WrittenKind,
  whyExcluded,
} from '../mail/audience.ts';
import {
  factsOf,
  messageView,
  pillOf,
  progressOf,
  rowOf,
  titleOf,
  totalOf,
} from '../mail/pages.ts';
import { samplePartsOf, wordsOf } from '../mail/sample.ts';
import { pageNumber } from '../paging.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';

const PER_PAGE = 50;
const REFRESH_SECONDS = 3;

const oneOrMany = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const newQuery = z.object({ type: z.enum(WRITTEN_KINDS), qui: oneOrMany });
const listQuery = z.object({
  page: pageNumber(),
  issue: z
    .enum(Object.keys(said.states) as [keyof typeof said.states])
    .optional()
    .catch(undefined),
});
const mailingForm = z.object({
  id: z.uuid(),
  kind: z.enum(WRITTEN_KINDS),
  people: z.string().transform((ids) => ids.split(' ').filter(Boolean)),
});
const decisionForm = z.object({ decision: z.enum(MAIL_DECISIONS) });

const LINKED = 'linked';

type One = { Params: { mission: string; survey: string; mailing: string } };
type OneMail = { Params: { mission: string; survey: string; mail: string } };

/** Mails of a survey: who was written to and how it ended, whom to write to now. */
export function mails(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/enquetes/:survey/courriels';

  app.get(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const missionId = member.mission.id;
    const audience = await listAudience(store, survey);
    const rows = await listMailings(store, survey.id);
    const uncertain = await listMails(store, survey.id, {
      state: 'uncertain',
      limit: 200,
      offset: 0,
    });
    const trouble = await findMailTrouble(store);
    const isLocal = config.SMTP_URL === undefined;
    const receipt = await findMailTemplate(store, survey.id, 'receipt');
    return render(reply, 'mails/index', surveyFrame(request, found, { title: said.title }), {
      survey: survey.title,
      tabs: surveyTabs(found, 'mails'),
      notices: [
        ...(isLocal ? [{ kind: 'information', text: said.local }] : []),
        ...(!isLocal && trouble ? [{ kind: 'warning', text: said.trouble(trouble) }] : []),
      ],
      outboxPath: isLocal ? paths.outbox(missionId) : null,
      kinds: WRITTEN_KINDS.map((kind) => {
        const refusal = refusalOf(found, kind);
        const defaults = audience.filter((one) => isDefault(kind, one));
        const count = defaults.filter((one) => whyExcluded(kind, one) === undefined).length;
        return {
          label: said.kinds[kind],
          text: refusal ?? said.ready(kind, count),
          writePath: refusal ? null : paths.newMailing(missionId, survey.id, { type: kind }),
          writeLabel: said.acts[kind],
          templatePath: paths.mailTemplate(missionId, survey.id, kind),
        };
      }),
      receipt: {
        text: said.receiptState(survey.isAnonymous ? null : (receipt?.isAutomatic ?? false)),
        templatePath: paths.mailTemplate(missionId, survey.id, 'receipt'),
      },
      uncertain: uncertain.map((mail) => ({
        who: rowOf(missionId, mail).who,
        what: said.kinds[mail.kind],
        at: mail.endedAt ?? mail.createdAt,
        action: paths.mailDecision(missionId, survey.id, mail.id),
      })),
      mailings: rows.map(({ mailing, counts }) => ({
        title: titleOf(mailing),
        href: paths.mailing(missionId, survey.id, mailing.id),
        text: formatPlural(totalOf(counts), 'courriel', 'courriels'),
        pill: pillOf(mailing, counts),
        facts: factsOf(counts),
      })),
      allPath: paths.mailList(missionId, survey.id),
      apart: audience
        .filter(({ isOptedOut, hasBounced }) => isOptedOut || hasBounced)
        .map((one) => ({
          who: nameOf(one),
          why: one.isOptedOut ? said.excluded.optedOut : said.excluded.bounced,
        })),
    });
  });

  app.get(`${index}/tous`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const missionId = member.mission.id;
    const { page, issue } = listQuery.parse(request.query);
    const rows = await listMails(store, survey.id, {
      ...(issue && { state: issue }),
      limit: PER_PAGE + 1,
      offset: (page - 1) * PER_PAGE,
    });
    const addressOf = (number: number) =>
      paths.mailList(missionId, survey.id, { ...(issue && { issue }), page: String(number) });
    const title = said.all;
    const above = [{ label: said.title, href: paths.mails(missionId, survey.id) }];
    return render(reply, 'mails/list', surveyFrame(request, found, { title, above }), {
      survey: survey.title,
      tabs: surveyTabs(found, 'mails'),
      action: paths.mailList(missionId, survey.id),
      states: Object.entries(said.states).map(([value, { label }]) => ({
        value,
        label,
        isSelected: value === issue,
      })),
      rows: rows.slice(0, PER_PAGE).map((mail) => rowOf(missionId, mail)),
      page,
      pages: page + (rows.length > PER_PAGE ? 1 : 0),
      previousHref: page > 1 ? addressOf(page - 1) : null,
      nextHref: rows.length > PER_PAGE ? addressOf(page + 1) : null,
    });
  });

  app.get(`${index}/envois/nouveau`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const query = newQuery.safeParse(request.query);
    if (!query.success) throw notFound();
    return preparation(request, reply, found, query.data);
  });

  app.post(`${index}/envois`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { survey, member } = found;
    const form = mailingForm.safeParse(request.body);
    if (!form.success) throw notFound();
    const { id, kind, people } = form.data;
    if (refusalOf(found, kind))
      return preparation(request, reply.code(422), found, { type: kind, qui: [] });
    const { subject, body } = await wordsOf(store, survey.id, kind);
    const count = await insertMailing(store, {
      ...actOf(found),
      id,
      kind,
      subject,
      body,
      stakeholderIds: people,
      isRecipient: (one) => whyExcluded(kind, one) === undefined,
    });
    if (count === 0) {
      setFlash(request, said.nobody, 'information');
      return reply.redirect(paths.mails(member.mission.id, survey.id), 303);
    }
    setFlash(request, said.queued(count));
    return reply.redirect(paths.mailing(member.mission.id, survey.id, id), 303);
  });

  app.get<One>(`${index}/envois/:mailing`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { mailing, counts } = await mailingOf(found, request.params.mailing);
    const { member, survey } = found;
    const missionId = member.mission.id;
    const { page } = listQuery.parse(request.query);
    const total = totalOf(counts);
    const pages = Math.max(1, Math.ceil(total / PER_PAGE));
    const rows = await listMails(store, survey.id, {
      mailingId: mailing.id,
      limit: PER_PAGE,
      offset: (Math.min(page, pages) - 1) * PER_PAGE,
    });
    const own = paths.mailing(missionId, survey.id, mailing.id);
    const act = (name: 'pause' | 'reprise' | 'annulation') =>
      paths.mailingAct(missionId, survey.id, mailing.id, name);
    const isLeaving = (counts.waiting ?? 0) > 0 && mailing.cancelledAt === null;
    const above = [{ label: said.title, href: paths.mails(missionId, survey.id) }];
    const isWaiting = isLeaving && mailing.pausedAt === null;
    const heading = { title: titleOf(mailing), above, scripts: isWaiting ? ['mailing'] : [] };
    const frame = surveyFrame(request, found, heading);
    const refreshSeconds = isWaiting ? REFRESH_SECONDS : null;
    return render(
      reply,
      'mails/show',
      { ...frame, refreshSeconds },
      {
        survey: survey.title,
        title: titleOf(mailing),
        pill: pillOf(mailing, counts),
        isWaiting,
        progress: progressOf(counts),
        facts: factsOf(counts),
        acts: isLeaving
          ? [
              mailing.pausedAt === null
                ? { label: said.acts.pause, action: act('pause'), kind: 'secondary' }
                : { label: said.acts.resume, action: act('reprise'), kind: 'secondary' },
              { label: said.acts.cancel, action: act('annulation'), kind: 'danger' },
            ]
          : [],
        rows: rows.map((mail) => rowOf(missionId, mail)),
        page: Math.min(page, pages),
        pages,
        previousHref: page > 1 ? `${own}?page=${page - 1}` : null,
        nextHref: page < pages ? `${own}?page=${page + 1}` : null,
      },
    );
  });

  for (const isPaused of [true, false])
    app.post<One>(
      `${index}/envois/:mailing/${isPaused ? 'pause' : 'reprise'}`,
      async (request, reply) => {
        const found = await requireSurveyMember(services, request);
        const { mailing } = await mailingOf(found, request.params.mailing);
        await pauseMailing(store, { ...actOf(found), id: mailing.id, isPaused });
        setFlash(request, isPaused ? said.paused : said.resumed);
        return backTo(reply, found, mailing.id);
      },
    );

  app.post<One>(`${index}/envois/:mailing/annulation`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { mailing } = await mailingOf(found, request.params.mailing);
    await cancelMailing(store, { ...actOf(found), id: mailing.id });
    setFlash(request, said.cancelled, 'information');
    return backTo(reply, found, mailing.id);
  });

  app.post<OneMail>(`${index}/:mail/decision`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const form = decisionForm.safeParse(request.body);
    if (!form.success) throw notFound();
    const { decision } = form.data;
    const isDecided = await decideMail(store, {
      ...actOf(found),
      mailId: request.params.mail,
      decision,
    });
    setFlash(
      request,
      isDecided ? said.decided[decision] : said.decidedAlready,
      isDecided ? 'success' : 'information',
    );
    return reply.redirect(paths.mails(found.member.mission.id, found.survey.id), 303);
  });

  async function mailingOf({ survey }: SurveyMember, id: string) {
    const found = await findMailing(store, survey.id, id);
    if (!found || found.mailing.isTrial) throw notFound();
    return found;
  }

  /** Whom it would be sent to and what they would read, before anything is. */
  async function preparation(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    { type: kind, qui }: z.output<typeof newQuery>,
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const audience = await listAudience(store, survey);
    const chosen = audience.filter((one) => isChosen(kind, qui, one));
    const recipients = chosen.filter((one) => whyExcluded(kind, one) === undefined);
    const [first] = recipients;
    const placeOf = await closestPlaces(
      store,
      recipients.map(({ stakeholder }) => stakeholder),
    );
    const refusal = refusalOf(found, kind);
    const title = said.acts[kind];
    const above = [{ label: said.title, href: paths.mails(missionId, survey.id) }];
    return render(reply, 'mails/new', surveyFrame(request, found, { title, above }), {
      survey: survey.title,
      title,
      filter:
        kind === 'invitation'
          ? {
              action: paths.newMailing(missionId, survey.id, {}),
              kind,
              options: optionsOf(audience, qui),
            }
          : null,
      refusal,
      count: said.recipients(recipients.length),
      recipients: recipients.map((one) => ({
        name: nameOf(one),
        who: one.name ? whoOf(one) : '',
        place: placeOf(one.stakeholder),
        email: one.email ?? '',
        lastWrittenAt: one.lastWrittenAt,
      })),
      excluded: exclusionsOf(kind, chosen),
      message: first && !refusal ? await sample(found, kind, first) : null,
      templatePath: paths.mailTemplate(missionId, survey.id, kind),
      form: {
        action: paths.mailings(missionId, survey.id),
        id: newId(),
        kind,
        people: recipients.map(({ stakeholder }) => stakeholder.id).join(' '),
        label:
          config.SMTP_URL === undefined
            ? said.keep(recipients.length)
            : said.send(recipients.length),
      },
      backPath: paths.mails(missionId, survey.id),
    });
  }

  async function sample({ survey }: SurveyMember, kind: WrittenKind, one: AudienceMember) {
    const mission = await findMission(store, survey.missionId);
    if (!mission) throw notFound();
    const words = await wordsOf(store, survey.id, kind);
    const [commune = null] = [await communeOf(one)];
    const parts = samplePartsOf({ survey, mission, kind, ...words }, one, commune);
    return messageView(parts, sampleLinks(), config);
  }

  const communeOf = async ({ stakeholder }: AudienceMember) => {
    const placeOf = await closestPlaces(store, [stakeholder]);
    return stakeholder.communeCode ? (placeOf(stakeholder)?.split(', ')[0] ?? null) : null;
  };

  const sampleLinks = () => ({
    answerUrl: config.baseUrl + paths.invitation(said.sample.link),
    optOutUrl: config.baseUrl + paths.mailOptOut(said.sample.link),
  });
}

const actOf = ({ member, survey }: SurveyMember) => ({ survey, by: member.account.id });

const backTo = (reply: FastifyReply, { member, survey }: SurveyMember, id: string) =>
  reply.redirect(paths.mailing(member.mission.id, survey.id, id), 303);

/** Why nothing of this kind can be sent at all. */
function refusalOf({ survey }: SurveyMember, kind: WrittenKind): string | null {
  if (survey.closesAt !== null && survey.closesAt <= Date.now()) return said.closed;
  return kind === 'closing' && survey.closesAt === null ? said.noClosing : null;
}

/** Whom a mail goes to unless told otherwise: those who already have their link. */
const isDefault = (_kind: WrittenKind, { invitationId }: AudienceMember) => invitationId !== null;

function isChosen(kind: WrittenKind, qui: readonly string[], one: AudienceMember): boolean {
  // Those whom another page singled out: a stratum of the sampling plan.
  const isMeant = qui.length === 0 || qui.includes(one.stakeholder.id);
  if (kind !== 'invitation') return isMeant && isConcerned(kind, one);
  if (qui.length === 0) return isDefault(kind, one);
  return one.invitationId === null ? qui.includes(one.stakeholder.category) : qui.includes(LINKED);
}

function optionsOf(audience: readonly AudienceMember[], qui: readonly string[]) {
  const without = audience.filter(({ invitationId }) => invitationId === null);
  return [
    {
      value: LINKED,
      label: said.filter.linked,
      isSelected: qui.length === 0 || qui.includes(LINKED),
    },
    ...STAKEHOLDER_CATEGORIES.flatMap((category) => {
      const count = without.filter(({ stakeholder }) => stakeholder.category === category).length;
      if (count === 0) return [];
      const label = said.filter.category(messages.categories[category], count);
      return { value: category, label, isSelected: qui.includes(category) };
    }),
  ];
}

function exclusionsOf(kind: WrittenKind, chosen: readonly AudienceMember[]) {
  const reasons = chosen.map((one) => ({ one, why: whyExcluded(kind, one) }));
  return (Object.keys(said.excluded) as Exclusion[]).flatMap((why) => {
    const names = reasons.filter((each) => each.why === why).map(({ one }) => nameOf(one));
    return names.length > 0 ? { label: said.excluded[why], names } : [];
  });
}

const nameOf = (one: AudienceMember) => one.name ?? whoOf(one);
const whoOf = ({ stakeholder }: AudienceMember) =>
  [stakeholder.function, stakeholder.organisation].filter(Boolean).join(', ');
