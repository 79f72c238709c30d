import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import type { Account } from '../../db/queries/accounts.ts';
import { countContributions } from '../../db/queries/contributions.ts';
import { listMissionsOf, updateMission } from '../../db/queries/missions.ts';
import { findShownRun } from '../../db/queries/runs.ts';
import { listSurveys } from '../../db/queries/surveys.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireAccount, requireConsultant, requireMember } from '../access.ts';
import { notFound } from '../errors.ts';
import { type Refusal, readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { accountFrame, memberFrame, setFlash } from '../frames.ts';
import { beginMission, MISSION_TEMPLATES } from '../missions.ts';
import { regionNames } from '../places.ts';
import type { Services } from '../services.ts';

const missionForm = z
  .object({
    /** Made with the form: pressed twice, it begins one mission. */
    id: z.uuid().catch(newId),
    template: z.enum(MISSION_TEMPLATES, messages.missions.template),
    title: z.string().trim().max(200),
  })
  .refine(({ template, title }) => template !== 'empty' || title !== '', {
    path: ['title'],
    message: messages.missions.title,
  });

const said = messages.missions;
const oneOrMany = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

const detailsForm = (known: ReadonlyMap<string, string>) =>
  z.object({
    title: z.string(said.title).trim().min(1, said.title).max(200, said.tooLong),
    client: z.string(said.tooLong).trim().max(200, said.tooLong),
    summary: z.string(said.tooLong).trim().max(1000, said.tooLong),
    regions: oneOrMany.refine((codes) => codes.every((code) => known.has(code)), said.regions),
  });

/** The missions of whoever is signed in: the home page, one mission's first page, a new mission. */
export function missions(app: FastifyInstance, services: Services): void {
  const { store } = services;

  app.get(paths.home(), async (request, reply) => {
    const account = await requireAccount(services, request);
    const rows = await listMissionsOf(store, account.id);
    const frame = accountFrame(request, account, { title: messages.missions.mine });
    return render(reply, 'missions/index', frame, {
      missions: rows.map(({ mission, role }) => ({
        ...mission,
        role: messages.roles[role],
        href: paths.mission(mission.id),
      })),
      newPath: canBegin(account) ? paths.newMission() : null,
    });
  });

  app.get(paths.newMission(), async (request, reply) => {
    const account = await requireAccount(services, request);
    if (!canBegin(account)) throw notFound();
    return form(request, reply, account, { typed: { template: 'pvd' }, errors: {} });
  });

  app.post(paths.missions(), async (request, reply) => {
    const account = await requireAccount(services, request);
    if (!canBegin(account)) throw notFound();
    const result = readForm(missionForm, request.body);
    if ('errors' in result) {
      const typed = typedValues(request.body);
      return form(request, reply.code(422), account, { typed, errors: result.errors });
    }
    const id = await beginMission(services, { ...result.values, createdBy: account.id });
    setFlash(request, messages.missions.created);
    return reply.redirect(paths.mission(id), 303);
  });

  app.get<{ Params: { mission: string } }>('/missions/:mission', async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission, role } = member;
    const surveys = await listSurveys(store, mission.id);
    const run = await findShownRun(store, mission.id);
    const frame = memberFrame(request, member, 'mission', { title: mission.title });
    return render(reply, 'missions/show', frame, {
      mission,
      isConsultant: role === 'consultant',
      families: await familiesOf(mission.id),
      surveys: surveys.map(({ survey, ...counts }) => ({
        ...counts,
        title: survey.title,
        href: paths.survey(mission.id, survey.id),
      })),
      analysedAt: run?.endedAt ?? null,
      paths: {
        interviews: paths.interviews(mission.id),
        newInterview: paths.newInterview(mission.id),
        documents: paths.documents(mission.id),
        newDocument: paths.newDocument(mission.id),
        runs: paths.runs(mission.id),
        themes: paths.themes(mission.id),
        findings: paths.findings(mission.id),
        diagnostic: paths.diagnostic(mission.id),
        members: paths.members(mission.id),
        stakeholders: paths.stakeholders(mission.id),
        schemes: paths.schemes(mission.id),
        events: paths.events(mission.id),
        webhooks: paths.webhooks(mission.id),
        edit: paths.editMission(mission.id),
      },
    });
  });

  app.get('/missions/:mission/modifier', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { title, client, summary, regions } = member.mission;
    return editForm(request, reply, member, { typed: { title, client, summary }, regions });
  });

  app.post('/missions/:mission', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const form = detailsForm(await regionNames(store));
    const result = readForm(form, request.body);
    if ('errors' in result) {
      const typed = typedValues(request.body);
      const regions = oneOrMany.parse(Object(request.body).regions);
      return editForm(request, reply.code(422), member, { typed, regions, errors: result.errors });
    }
    await updateMission(store, mission.id, result.values, account.id);
    setFlash(request, messages.missions.updated);
    return reply.redirect(paths.mission(mission.id), 303);
  });

  async function editForm(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    shown: {
      readonly typed: Record<string, string>;
      readonly regions: readonly string[];
      readonly errors?: Refusal['errors'];
    },
  ) {
    const { typed, regions, errors = {} } = shown;
    const { mission } = member;
    const frame = memberFrame(request, member, 'mission', {
      title: titleWith(errors, messages.missions.edit),
      breadcrumb: [{ label: mission.title, href: paths.mission(mission.id) }],
    });
    return render(reply, 'missions/edit', frame, {
      action: paths.mission(mission.id),
      typed,
      errors,
      summary: summaryOf(errors),
      regions: [...(await regionNames(store))].map(([value, label]) => ({
        value,
        label,
        isSelected: regions.includes(value),
      })),
    });
  }

  async function familiesOf(missionId: string) {
    const counts = await countContributions(store, missionId);
    return counts.map(({ family, count }) => ({ label: messages.families[family], count }));
  }
}

/** Whoever only interviews joins missions; the others may begin one. */
const canBegin = (account: Account) => account.role !== 'interviewer';

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  account: Account,
  { typed, errors }: { typed: Record<string, string>; errors: Readonly<Record<string, string>> },
) {
  const frame = accountFrame(request, account, {
    title: titleWith(errors, messages.missions.new),
    breadcrumb: [{ label: messages.missions.mine, href: paths.home() }],
  });
  return render(reply, 'missions/new', frame, {
    id: z.uuid().catch(newId).parse(typed.id),
    action: paths.missions(),
    typed,
    errors,
    summary: summaryOf(errors),
    templates: MISSION_TEMPLATES.map((value) => ({
      value,
      ...messages.templates[value],
      isSelected: value === typed.template,
    })),
  });
}
