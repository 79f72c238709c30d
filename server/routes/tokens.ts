import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../db/queries/accounts.ts';
import { insertApiToken, listApiTokens, revokeApiToken } from '../../db/queries/api-tokens.ts';
import { listMissionsOf } from '../../db/queries/missions.ts';
import { render } from '../../views/engine.ts';
import { formatDateTime } from '../../views/format.ts';
import { apiMessages, SCOPES } from '../../views/messages/api.ts';
import { paths } from '../../views/paths.ts';
import { requireAccount } from '../access.ts';
import { notFound } from '../errors.ts';
import { type Refusal, readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { accountFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';

const said = apiMessages.tokens;
const DAY = 24 * 3_600_000;
const NAME_MAX = 100;

const oneOrMany = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const VALIDITIES = ['30', '90', '365', 'never'] as const;

const tokenForm = (missions: readonly string[]) =>
  z.object({
    name: z.string(said.name).trim().min(1, said.name).max(NAME_MAX, said.nameTooLong),
    scopes: oneOrMany
      .transform((names) => SCOPES.filter((name) => names.includes(name)))
      .refine((names) => names.length > 0, said.scopes),
    mission: z
      .string()
      .default('')
      .refine((id) => id === '' || missions.includes(id), said.mission),
    validity: z.enum(VALIDITIES, said.validity).default('90'),
  });

/** The tokens of an account: made, shown once, taken back. */
export function tokens(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/jetons';

  app.get(index, async (request, reply) => {
    const account = await requireAccount(services, request);
    return page(request, reply, account, { typed: {}, chosen: [], errors: {} });
  });

  app.post(index, async (request, reply) => {
    const account = await requireAccount(services, request);
    const missions = await listMissionsOf(store, account.id);
    const form = readForm(tokenForm(missions.map(({ mission }) => mission.id)), request.body);
    if ('errors' in form) {
      const chosen = oneOrMany.parse(Object(request.body).scopes);
      const typed = typedValues(request.body);
      return page(request, reply.code(422), account, { typed, chosen, errors: form.errors });
    }
    const { name, scopes, mission, validity } = form.values;
    const secret = await insertApiToken(store, {
      accountId: account.id,
      ...{ name, scopes },
      missionId: mission || null,
      expiresAt: validity === 'never' ? null : Date.now() + Number(validity) * DAY,
    });
    const frame = accountFrame(request, account, { title: said.secret, scripts: ['copy'] });
    return render(reply, 'tokens/secret', frame, { name, secret, backPath: paths.tokens() });
  });

  app.post<{ Params: { token: string } }>(`${index}/:token/retrait`, async (request, reply) => {
    const account = await requireAccount(services, request);
    const isRevoked = await revokeApiToken(store, {
      accountId: account.id,
      id: request.params.token,
    });
    if (!isRevoked) throw notFound();
    setFlash(request, said.revoked);
    return reply.redirect(paths.tokens(), 303);
  });

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account,
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
    const rows = await listApiTokens(store, account.id);
    const missions = await listMissionsOf(store, account.id);
    const frame = accountFrame(request, account, { title: titleWith(errors, said.title) });
    return render(reply, 'tokens/index', frame, {
      tokens: rows.map(({ token, mission }) => ({
        name: token.name,
        scopes: token.scopes.join(', '),
        mission: mission ?? said.allMissions,
        createdAt: token.createdAt,
        expiresAt: token.expiresAt,
        lastUse: token.lastUsedAt === null ? said.never : formatDateTime(token.lastUsedAt),
        removalAction: paths.tokenRemoval(token.id),
      })),
      action: paths.tokens(),
      typed: { name: typed.name ?? '' },
      errors: { name: '', scopes: '', mission: '', validity: '', ...errors },
      summary: summaryOf(errors),
      scopes: SCOPES.map((value) => ({
        value,
        label: apiMessages.scopes[value],
        hint: value,
        isSelected: chosen.includes(value),
      })),
      missions: [
        { value: '', label: said.allMissions, isSelected: !typed.mission },
        ...missions.map(({ mission }) => ({
          value: mission.id,
          label: mission.title,
          isSelected: mission.id === typed.mission,
        })),
      ],
      validities: VALIDITIES.map((value) => ({
        value,
        label: said.validities[value],
        isSelected: value === (typed.validity ?? '90'),
      })),
      helpPath: paths.apiHelp(),
    });
  }
}
