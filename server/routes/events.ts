import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listEvents } from '../../db/queries/events.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { requireConsultant } from '../access.ts';
import { memberFrame } from '../frames.ts';
import type { Services } from '../services.ts';

const PER_PAGE = 50;
const query = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** The mission's journal: who did what, when. */
export function events(app: FastifyInstance, services: Services): void {
  app.get('/missions/:mission/journal', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const { page } = query.parse(request.query);
    const found = await listEvents(services.store, mission.id, {
      limit: PER_PAGE + 1,
      offset: (page - 1) * PER_PAGE,
    });
    const frame = memberFrame(request, member, 'mission', {
      title: messages.navigation.events,
      breadcrumb: [{ label: mission.title, href: paths.mission(mission.id) }],
    });
    const addressOf = (number: number) => `${paths.events(mission.id)}?page=${number}`;
    return render(reply, 'events/index', frame, {
      events: found.slice(0, PER_PAGE).map((event) => ({
        at: event.at,
        who: event.accountName ?? messages.events.platform,
        what: sentenceOf(event.action),
      })),
      previous: page > 1 ? addressOf(page - 1) : null,
      next: found.length > PER_PAGE ? addressOf(page + 1) : null,
    });
  });
}

/** An act nobody has worded yet still shows that something was done. */
export const sentenceOf = (action: string): string =>
  (messages.events.actions as Readonly<Record<string, string>>)[action] ??
  messages.events.otherAction;
