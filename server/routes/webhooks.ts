import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import {
  countDeliveries,
  insertTrialDelivery,
  listDeliveries,
  repeatDelivery,
  WEBHOOK_EVENTS,
} from '../../db/queries/webhook-deliveries.ts';
import {
  findWebhook,
  insertWebhook,
  listWebhooks,
  renewWebhook,
  revokeWebhook,
  type Webhook,
} from '../../db/queries/webhooks.ts';
import { render } from '../../views/engine.ts';
import { formatDate } from '../../views/format.ts';
import { webhookMessages as said } from '../../views/messages/webhooks.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import type { Config } from '../config.ts';
import { notFound } from '../errors.ts';
import { type Refusal, readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';
import { faultOfUrl } from '../webhooks/addresses.ts';
import { secretOf } from '../webhooks/secret.ts';

const LOG_MAX = 100;
const URL_MAX = 2000;

const oneOrMany = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

const webhookForm = ({ WEBHOOK_PRIVATE_ADDRESSES }: Config) =>
  z.object({
    id: z.uuid().catch(newId),
    url: z
      .string()
      .trim()
      .max(URL_MAX)
      .catch('')
      .superRefine((url, context) => {
        const fault = faultOfUrl(url, WEBHOOK_PRIVATE_ADDRESSES);
        if (fault) context.addIssue({ code: 'custom', message: said.form.url[fault], input: url });
      }),
    events: oneOrMany
      .transform((names) => WEBHOOK_EVENTS.filter((name) => names.includes(name)))
      .refine((names) => names.length > 0, said.form.events),
    personal: z.literal('yes').optional().catch(undefined),
  });

type One = { Params: { mission: string; webhook: string; delivery: string } };

/** Programs that a mission tells of what happens: declared, tried, followed. */
export function webhooks(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/webhooks';
  const one = `${index}/:webhook`;

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const rows = await listWebhooks(store, mission.id);
    const counts = await countDeliveries(store, mission.id);
    return render(reply, 'webhooks/index', frameOf(request, member, said.title), {
      webhooks: rows.map(({ id, url }) => {
        const { total = 0, waiting = 0 } = counts.get(id) ?? {};
        return {
          title: url,
          href: paths.webhook(mission.id, id),
          text: said.counts(total, waiting),
        };
      }),
      newPath: paths.newWebhook(mission.id),
    });
  });

  app.get(`${index}/nouveau`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    return form(request, reply, member, { typed: {}, chosen: ['response.submitted'], errors: {} });
  });

  app.post(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const read = readForm(webhookForm(config), request.body);
    if ('errors' in read) {
      const chosen = oneOrMany.parse(Object(request.body).events);
      const typed = typedValues(request.body);
      return form(request, reply.code(422), member, { typed, chosen, errors: read.errors });
    }
    const { personal, ...values } = read.values;
    const webhook = await insertWebhook(store, {
      ...values,
      isPersonal: personal === 'yes',
      missionId: mission.id,
      by: account.id,
    });
    if (!webhook) {
      setFlash(request, said.already, 'information');
      return reply.redirect(paths.webhooks(mission.id), 303);
    }
    return secret(request, reply, member, webhook);
  });

  app.get<One>(one, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const webhook = await webhookOf(member, request.params.webhook);
    const missionId = member.mission.id;
    const deliveries = await listDeliveries(store, webhook.id, { limit: LOG_MAX, offset: 0 });
    return render(reply, 'webhooks/show', frameOf(request, member, webhook.url), {
      url: webhook.url,
      facts: [
        { label: said.facts.events, value: webhook.events.map(nameOf).join(', ') },
        { label: said.facts.personal, value: said.personal[webhook.isPersonal ? 'yes' : 'no'] },
        { label: said.facts.created, value: formatDate(webhook.createdAt) },
      ],
      deliveries: deliveries.map((delivery) => ({
        what: nameOf(delivery.event),
        at: delivery.occurredAt,
        pill: said.states[stateOf(delivery)],
        detail: detailOf(delivery),
        repetition: paths.webhookRepetition(missionId, webhook.id, delivery.id),
      })),
      trialAction: paths.webhookTrial(missionId, webhook.id),
      secretAction: paths.webhookSecret(missionId, webhook.id),
      removalAction: paths.webhookRemoval(missionId, webhook.id),
    });
  });

  app.post<One>(`${one}/essai`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const webhook = await webhookOf(member, request.params.webhook);
    await insertTrialDelivery(store, webhook.id);
    setFlash(request, said.trial);
    return reply.redirect(paths.webhook(member.mission.id, webhook.id), 303);
  });

  app.post<One>(`${one}/secret`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const { webhook: id } = request.params;
    const webhook = await renewWebhook(store, { id, missionId: mission.id, by: account.id });
    if (!webhook) throw notFound();
    return secret(request, reply, member, webhook);
  });

  app.post<One>(`${one}/retrait`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const { id } = await webhookOf(member, request.params.webhook);
    await revokeWebhook(store, { id, missionId: mission.id, by: account.id });
    setFlash(request, said.revoked);
    return reply.redirect(paths.webhooks(mission.id), 303);
  });

  app.post<One>(`${one}/envois/:delivery/renvoi`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const webhook = await webhookOf(member, request.params.webhook);
    if (!(await repeatDelivery(store, webhook.id, request.params.delivery))) throw notFound();
    setFlash(request, said.repeated);
    return reply.redirect(paths.webhook(member.mission.id, webhook.id), 303);
  });

  async function webhookOf({ mission }: Member, id: string): Promise<Webhook> {
    const found = await findWebhook(store, mission.id, id);
    if (!found) throw notFound();
    return found;
  }

  function form(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    {
      typed,
      chosen,
      errors,
    }: {
      readonly typed: Readonly<Record<string, string>>;
      readonly chosen: readonly string[];
      readonly errors: Refusal['errors'];
    },
  ) {
    const frame = frameOf(request, member, titleWith(errors, said.new));
    return render(reply, 'webhooks/new', frame, {
      action: paths.webhooks(member.mission.id),
      id: typed.id ?? newId(),
      typed: { url: typed.url ?? '' },
      errors: { url: '', events: '', ...errors },
      summary: summaryOf(errors),
      events: WEBHOOK_EVENTS.map((value) => ({
        value,
        label: said.events[value],
        hint: value,
        isSelected: chosen.includes(value),
      })),
      isPersonal: typed.personal === 'yes',
    });
  }

  function secret(request: FastifyRequest, reply: FastifyReply, member: Member, webhook: Webhook) {
    const frame = frameOf(request, member, said.secret);
    return render(
      reply,
      'webhooks/secret',
      { ...frame, scripts: ['copy'] },
      {
        url: webhook.url,
        secret: secretOf(config, webhook),
        backPath: paths.webhook(member.mission.id, webhook.id),
      },
    );
  }
}

function frameOf(request: FastifyRequest, member: Member, title: string) {
  const above = { label: said.title, href: paths.webhooks(member.mission.id) };
  return memberFrame(request, member, 'mission', {
    title,
    breadcrumb: [
      { label: member.mission.title, href: paths.mission(member.mission.id) },
      ...(title === said.title ? [] : [above]),
    ],
  });
}

type Listed = Awaited<ReturnType<typeof listDeliveries>>[number];

function stateOf({ dueAt, status }: Listed): keyof typeof said.states {
  if (dueAt !== null) return 'waiting';
  return status !== null && status >= 200 && status < 300 ? 'told' : 'failed';
}

function detailOf({ attempts, status, fault }: Listed): string | null {
  if (attempts === 0) return null;
  const what = status === null ? faultName(fault) : said.answered(status);
  return said.attempts(attempts, what);
}

const faultName = (fault: string | null): string =>
  Object.entries(said.faults).find(([code]) => code === fault)?.[1] ?? '';

const nameOf = (event: string): string =>
  Object.entries(said.events).find(([name]) => name === event)?.[1] ?? event;
