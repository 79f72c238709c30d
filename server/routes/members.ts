import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listAccounts } from '../../db/queries/accounts.ts';
import { deleteMembership, listMembers, saveMembership } from '../../db/queries/missions.ts';
import { MEMBER_ROLES } from '../../db/schema/accounts.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { conflict, notFound } from '../errors.ts';
import { readForm, summaryOf, titleWith } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';

const memberForm = z.object({
  account: z.string(messages.members.account).min(1, messages.members.account),
  role: z.enum(MEMBER_ROLES, messages.members.role),
});

/** The mission's team. */
export function members(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/membres';

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    return page(request, reply, member, {});
  });

  app.post(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const result = readForm(memberForm, request.body);
    if ('errors' in result) return page(request, reply.code(422), member, result.errors);
    const { account, role } = result.values;
    if (!(await candidatesOf(member)).some(({ id }) => id === account)) throw notFound();
    const missionId = member.mission.id;
    await saveMembership(store, {
      missionId,
      accountId: account,
      role,
      addedBy: member.account.id,
    });
    setFlash(request, messages.members.added);
    return reply.redirect(paths.members(missionId), 303);
  });

  app.post<{ Params: { account: string } }>(`${index}/:account`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const missionId = member.mission.id;
    const team = await listMembers(store, missionId);
    const leaving = team.find(({ id }) => id === request.params.account);
    if (!leaving) throw notFound();
    const consultants = team.filter(({ role }) => role === 'consultant');
    if (consultants.length === 1 && leaving.role === 'consultant')
      throw conflict(messages.members.last);
    await deleteMembership(store, {
      missionId,
      accountId: leaving.id,
      removedBy: member.account.id,
    });
    setFlash(request, messages.members.removed);
    // Whoever leaves the team finds nothing here any more.
    const isSelf = leaving.id === member.account.id;
    return reply.redirect(isSelf ? paths.home() : paths.members(missionId), 303);
  });

  async function candidatesOf({ mission }: Member) {
    const team = new Set((await listMembers(store, mission.id)).map(({ id }) => id));
    const people = await listAccounts(store);
    return people.filter(({ id, suspendedAt }) => suspendedAt === null && !team.has(id));
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    errors: Readonly<Record<string, string>>,
  ) {
    const { mission } = member;
    const team = await listMembers(store, mission.id);
    const candidates = await candidatesOf(member);
    const frame = memberFrame(request, member, 'mission', {
      title: titleWith(errors, messages.navigation.members),
      breadcrumb: [{ label: mission.title, href: paths.mission(mission.id) }],
    });
    return render(reply, 'members/index', frame, {
      members: team.map((person) => ({
        ...person,
        role: messages.roles[person.role],
        removalPath: paths.member(mission.id, person.id),
      })),
      candidates: candidates.map(({ id, name }) => ({ value: id, label: name })),
      roles: MEMBER_ROLES.map((value) => ({ value, label: messages.roles[value] })),
      action: paths.members(mission.id),
      errors,
      summary: summaryOf(errors),
    });
  }
}
