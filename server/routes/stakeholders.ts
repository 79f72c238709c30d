import type { FastifyInstance } from 'fastify';
import { listStakeholders } from '../../db/queries/stakeholders.ts';
import { listTerritories } from '../../db/queries/territories.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { requireMember } from '../access.ts';
import { memberFrame } from '../frames.ts';
import type { Services } from '../services.ts';

/** Those who speak in a mission, by category. */
export function stakeholders(app: FastifyInstance, services: Services): void {
  const { store } = services;

  app.get('/missions/:mission/acteurs', async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission } = member;
    const people = await listStakeholders(store, mission.id);
    const codes = people.flatMap((person) => territoryCodeOf(person) ?? []);
    const places = new Map(
      (await listTerritories(store, codes)).map(({ code, name }) => [code, name]),
    );
    const frame = memberFrame(request, member, 'mission', {
      title: messages.navigation.stakeholders,
      breadcrumb: [{ label: mission.title, href: paths.mission(mission.id) }],
    });
    return render(reply, 'stakeholders/index', frame, {
      categories: STAKEHOLDER_CATEGORIES.flatMap((category) => {
        const members = people.filter((person) => person.category === category);
        if (members.length === 0) return [];
        return {
          label: messages.categories[category],
          people: members.map((person) => ({
            name: person.name,
            function: person.function,
            organisation: person.organisation,
            place: places.get(territoryCodeOf(person) ?? '') ?? null,
          })),
        };
      }),
    });
  });
}

/** The closest territory that a person speaks from. */
const territoryCodeOf = (person: {
  communeCode: string | null;
  departmentCode: string | null;
  regionCode: string | null;
}): string | null =>
  person.communeCode ??
  (person.departmentCode && `DEP-${person.departmentCode}`) ??
  (person.regionCode && `REG-${person.regionCode}`);
