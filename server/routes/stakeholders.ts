import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { insertStakeholder, listStakeholders } from '../../db/queries/stakeholders.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireMember } from '../access.ts';
import { closestPlaces } from '../closest-places.ts';
import { type Refusal, summaryOf, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';
import { NEW_STAKEHOLDER, readStakeholder, stakeholderFields } from '../stakeholder-form.ts';

const said = messages.stakeholders;

/** Someone known is added already: this form only takes someone new. */
const newStakeholderForm = z.looseObject({
  id: z.uuid().catch(newId),
  stakeholder: z.literal(NEW_STAKEHOLDER).catch(NEW_STAKEHOLDER),
});

/** Those who speak in a mission, by category, and who is added to them. */
export function stakeholders(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/acteurs';

  app.get(index, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission } = member;
    const people = await listStakeholders(store, mission.id);
    const placeOf = await closestPlaces(store, people);
    const frame = memberFrame(request, member, 'mission', {
      title: messages.navigation.stakeholders,
      breadcrumb: [{ label: mission.title, href: paths.mission(mission.id) }],
    });
    return render(reply, 'stakeholders/index', frame, {
      newPath: paths.newStakeholder(mission.id),
      categories: STAKEHOLDER_CATEGORIES.flatMap((category) => {
        const members = people.filter((person) => person.category === category);
        if (members.length === 0) return [];
        return {
          label: messages.categories[category],
          people: members.map((person) => ({
            name: person.name,
            function: person.function,
            organisation: person.organisation,
            place: placeOf(person),
          })),
        };
      }),
    });
  });

  app.get(`${index}/nouveau`, async (request, reply) => {
    const member = await requireMember(services, request);
    return form(request, reply, member, { id: newId(), typed: {}, errors: {} });
  });

  app.post(index, async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission, account } = member;
    const body = newStakeholderForm.parse(request.body ?? {});
    const person = await readStakeholder(store, mission.id, body);
    if ('errors' in person || typeof person.values === 'string') {
      const errors = 'errors' in person ? person.errors : {};
      const typed = typedValues(request.body);
      return form(request, reply.code(422), member, { id: body.id, typed, errors });
    }
    await insertStakeholder(store, { ...person.values, id: body.id }, account.id);
    setFlash(request, said.created);
    return reply.redirect(paths.stakeholders(mission.id), 303);
  });

  async function form(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    { id, typed, errors }: { id: string; typed: Record<string, string>; errors: Refusal['errors'] },
  ) {
    const { mission } = member;
    const isRefused = Object.keys(errors).length > 0;
    const frame = memberFrame(request, member, 'mission', {
      title: isRefused ? `${messages.interviews.errorPrefix}${said.add}` : said.add,
      breadcrumb: [
        { label: mission.title, href: paths.mission(mission.id) },
        { label: messages.navigation.stakeholders, href: paths.stakeholders(mission.id) },
      ],
    });
    return render(reply, 'stakeholders/new', frame, {
      id,
      action: paths.stakeholders(mission.id),
      typed,
      errors,
      summary: summaryOf(errors),
      fields: await stakeholderFields(store, mission.id, typed),
    });
  }
}
