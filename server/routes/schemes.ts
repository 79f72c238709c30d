import type { FastifyInstance } from 'fastify';
import { listSchemes } from '../../db/queries/schemes.ts';
import { listTerritories } from '../../db/queries/territories.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { requireMember } from '../access.ts';
import { memberFrame } from '../frames.ts';
import type { Services } from '../services.ts';

/** The catalogue of existing support programmes. */
export function schemes(app: FastifyInstance, services: Services): void {
  const { store } = services;

  app.get('/missions/:mission/dispositifs', async (request, reply) => {
    const member = await requireMember(services, request);
    const { mission } = member;
    const found = await listSchemes(store, mission.id);
    const codes = found.flatMap((scheme) => scheme.territories.flatMap(candidatesOf));
    const places = new Map(
      (await listTerritories(store, codes)).map(({ code, name }) => [code, name]),
    );
    const nameOf = (code: string) =>
      candidatesOf(code).flatMap((candidate) => places.get(candidate) ?? [])[0] ?? code;
    const frame = memberFrame(request, member, 'mission', {
      title: messages.navigation.schemes,
      breadcrumb: [{ label: mission.title, href: paths.mission(mission.id) }],
    });
    return render(reply, 'schemes/index', frame, {
      schemes: found.map((scheme) => ({
        ...scheme,
        scale: messages.scales[scheme.scale as keyof typeof messages.scales] ?? scheme.scale,
        places: scheme.territories.map(nameOf).join(', '),
      })),
    });
  });
}

/** A scheme says "51" for a département and "REG-44" for a région. */
const candidatesOf = (code: string): string[] => [code, `DEP-${code}`];
