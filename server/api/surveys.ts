import { z } from 'zod';
import { newToken } from '../../db/ids.ts';
import { recordExport } from '../../db/queries/exports.ts';
import {
  insertInvitations,
  listInvitations,
  revokeInvitation,
} from '../../db/queries/invitations.ts';
import { listMissionsOf } from '../../db/queries/missions.ts';
import {
  insertRevision,
  listPublications,
  listRevisions,
  publishRevision,
} from '../../db/queries/questionnaires.ts';
import { listStakeholders } from '../../db/queries/stakeholders.ts';
import { findProgress, findSurvey, listSurveys, type Survey } from '../../db/queries/surveys.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { readDraft } from '../../surveys/edit/draft.ts';
import { checkDraft } from '../../surveys/edit/problems.ts';
import { apiMessages } from '../../views/messages/api.ts';
import { paths } from '../../views/paths.ts';
import { HttpError, notFound } from '../errors.ts';
import { EXPORT_FORMATS, formats } from '../exports/formats.ts';
import { streamExport } from '../exports/stream.ts';
import type { Services } from '../services.ts';
import { type Asked, endpoint } from './endpoint.ts';
import { unprocessable } from './problems.ts';

const said = apiMessages.problems;

const time = z.iso.datetime().describe('Date et heure, en UTC');
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const isoOrNull = (milliseconds: number | null) =>
  milliseconds === null ? null : iso(milliseconds);

const missionAnswer = z.object({
  id: z.string(),
  title: z.string(),
  client: z.string(),
  summary: z.string(),
  regions: z.array(z.string()).describe('Codes des régions déclarées'),
  role: z.enum(['consultant', 'interviewer']),
});

const surveyAnswer = z.object({
  id: z.string(),
  title: z.string(),
  isOpen: z.boolean().describe('Si l’adresse publique permet de répondre sans lien personnel'),
  isAnonymous: z.boolean(),
  opensAt: time,
  closesAt: time.nullable(),
  url: z.string().describe('Adresse publique du questionnaire'),
  progress: z.object({
    invitations: z.int(),
    answered: z.int().describe('Invitations qui ont abouti à une réponse'),
    started: z.int(),
    submitted: z.int().describe('Réponses reçues'),
  }),
});

/** @throws 404 for a survey of another mission. */
export async function surveyOf({
  services,
  mission,
  params,
}: Asked<unknown, unknown>): Promise<Survey> {
  const survey = await findSurvey(services.store, mission.id, params.survey ?? '');
  if (!survey) throw notFound();
  return survey;
}

async function surveyView({ store, config }: Services, survey: Survey) {
  const { id, title, isOpen, isAnonymous, opensAt, closesAt, slug } = survey;
  return {
    ...{ id, title, isOpen, isAnonymous },
    opensAt: iso(opensAt),
    closesAt: isoOrNull(closesAt),
    url: config.baseUrl + paths.answering(slug),
    progress: await findProgress(store, id),
  };
}

const versionAnswer = z.object({
  version: z.int(),
  publishedAt: time.nullable(),
  received: z.int().describe('Réponses reçues sur cette version'),
});

const invitationAnswer = z.object({
  id: z.string(),
  stakeholder: z.string().nullable(),
  createdAt: time,
  isRevoked: z.boolean(),
  isAnswered: z.boolean(),
});

export const missionEndpoints = [
  endpoint({
    method: 'GET',
    path: '/missions',
    scope: null,
    tag: 'missions',
    summary: 'Les missions que ce jeton ouvre',
    status: 200,
    answer: z.object({ missions: z.array(missionAnswer) }),
    async handle({ services, caller }) {
      const { account, token } = caller;
      const rows = await listMissionsOf(services.store, account.id);
      const own = rows.filter(
        ({ mission }) => token.missionId === null || token.missionId === mission.id,
      );
      return {
        missions: own.map(({ mission, role }) => {
          const { id, title, client, summary, regions } = mission;
          return { id, title, client, summary, regions: [...regions], role };
        }),
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/missions/{mission}',
    scope: null,
    tag: 'missions',
    summary: 'Une mission',
    status: 200,
    answer: missionAnswer,
    async handle({ mission: { id, title, client, summary, regions } }) {
      return { id, title, client, summary, regions: [...regions], role: 'consultant' as const };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/missions/{mission}/stakeholders',
    scope: 'invitations:read',
    tag: 'missions',
    summary: 'Les acteurs de la mission, sans leur nom',
    status: 200,
    answer: z.object({
      stakeholders: z.array(
        z.object({
          id: z.string(),
          function: z.string(),
          category: z.enum(STAKEHOLDER_CATEGORIES),
          organisation: z.string(),
          communeCode: z.string().nullable(),
          departmentCode: z.string().nullable(),
          regionCode: z.string().nullable(),
        }),
      ),
    }),
    async handle({ services, mission }) {
      const people = await listStakeholders(services.store, mission.id);
      return { stakeholders: people.map(stakeholderView) };
    },
  }),
];

type Stakeholder = Awaited<ReturnType<typeof listStakeholders>>[number];

/** Who speaks, without a name. */
export const stakeholderView = (person: Omit<Stakeholder, 'name' | 'missionId' | 'createdAt'>) => ({
  id: person.id,
  function: person.function,
  category: person.category,
  organisation: person.organisation,
  communeCode: person.communeCode,
  departmentCode: person.departmentCode,
  regionCode: person.regionCode,
});

const SURVEY = '/missions/{mission}/surveys/{survey}';

export const surveyEndpoints = [
  endpoint({
    method: 'GET',
    path: '/missions/{mission}/surveys',
    scope: 'surveys:read',
    tag: 'surveys',
    summary: 'Les enquêtes de la mission',
    status: 200,
    answer: z.object({ surveys: z.array(surveyAnswer) }),
    async handle({ services, mission }) {
      const rows = await listSurveys(services.store, mission.id);
      return { surveys: await Promise.all(rows.map(({ survey }) => surveyView(services, survey))) };
    },
  }),
  endpoint({
    method: 'GET',
    path: SURVEY,
    scope: 'surveys:read',
    tag: 'surveys',
    summary: 'Une enquête et son avancement',
    status: 200,
    answer: surveyAnswer,
    handle: async (asked) => surveyView(asked.services, await surveyOf(asked)),
  }),
  endpoint({
    method: 'GET',
    path: `${SURVEY}/questionnaires`,
    scope: 'surveys:read',
    tag: 'questionnaires',
    summary: 'Les versions publiées du questionnaire',
    status: 200,
    answer: z.object({ questionnaires: z.array(versionAnswer) }),
    async handle(asked) {
      const survey = await surveyOf(asked);
      const rows = await listPublications(asked.services.store, survey.id);
      return {
        questionnaires: rows.map(({ version, publishedAt, received }) => ({
          version,
          publishedAt: isoOrNull(publishedAt),
          received,
        })),
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: `${SURVEY}/questionnaires/{version}`,
    scope: 'surveys:read',
    tag: 'questionnaires',
    summary: 'La définition d’une version publiée',
    status: 200,
    answer: z.object({ version: z.int(), definition: z.record(z.string(), z.unknown()) }),
    async handle(asked) {
      const survey = await surveyOf(asked);
      const rows = await listPublications(asked.services.store, survey.id);
      const found = rows.find(({ version }) => String(version) === asked.params.version);
      if (!found) throw notFound();
      return { version: found.version, definition: Object(found.definition) };
    },
  }),
  endpoint({
    method: 'POST',
    path: `${SURVEY}/questionnaires`,
    scope: 'surveys:write',
    tag: 'questionnaires',
    summary: 'Publier une nouvelle version du questionnaire',
    description:
      'La définition remplace tout le questionnaire ; les réponses reçues restent jointes par l’identifiant de leur question. Refusée tant que des modifications attendent dans l’éditeur.',
    status: 201,
    body: z.strictObject({ definition: z.record(z.string(), z.unknown()) }),
    answer: z.object({ version: z.int() }),
    async handle(asked) {
      const { services, caller, body } = asked;
      const survey = await surveyOf(asked);
      const draft = readDraft(body.definition);
      const checked = draft && checkDraft(draft);
      if (!checked?.publishable)
        throw unprocessable(
          said.questionnaire,
          (checked?.problems ?? [])
            .slice(0, 50)
            .map(({ code, on, detail }) => ({ code, on, detail })),
        );
      const { publishable } = checked;
      const by = caller.account.id;
      const { seen, start } = await publishedState(services, survey);
      const act = { survey, by, seen, start, kind: 'edit', act: 'replace', subject: '' } as const;
      const revised = await insertRevision(services.store, { ...act, definition: draft });
      if (revised === 'conflict') throw new HttpError(409, said.unpublished);
      const published = await publishRevision(services.store, {
        ...{ survey, by, seen: revised.number, title: publishable.title },
        definition: (version) =>
          version === 1 ? publishable : { ...publishable, version: String(version) },
      });
      if (published === 'conflict') throw new HttpError(409, said.unpublished);
      return published;
    },
  }),
];

/** @throws 409 where somebody's edits are not published: they would be buried under this version. */
async function publishedState({ store }: Services, survey: Survey) {
  const [latest] = await listPublications(store, survey.id);
  const last = (await listRevisions(store, survey.id)).at(-1);
  const published = latest ? (latest.revision ?? 1) : 0;
  if (last && last.number !== published && last.content !== published)
    throw new HttpError(409, said.unpublished);
  return { seen: last?.number ?? 0, start: latest?.definition };
}

export const invitationEndpoints = [
  endpoint({
    method: 'GET',
    path: `${SURVEY}/invitations`,
    scope: 'invitations:read',
    tag: 'invitations',
    summary: 'Les invitations d’une enquête',
    status: 200,
    answer: z.object({ invitations: z.array(invitationAnswer) }),
    async handle(asked) {
      const survey = await surveyOf(asked);
      const rows = await listInvitations(asked.services.store, survey.id);
      return {
        invitations: rows.map(({ id, stakeholder, createdAt, revokedAt, submittedAt }) => ({
          id,
          stakeholder: stakeholder?.id ?? null,
          createdAt: iso(createdAt),
          isRevoked: revokedAt !== null,
          isAnswered: submittedAt !== null,
        })),
      };
    },
  }),
  endpoint({
    method: 'POST',
    path: `${SURVEY}/invitations`,
    scope: 'invitations:write',
    tag: 'invitations',
    summary: 'Inviter des acteurs : leurs liens personnels, montrés une seule fois',
    description: 'Qui a déjà son lien le garde : son invitation n’est pas dans la réponse.',
    status: 201,
    body: z.strictObject({ stakeholders: z.array(z.string().max(100)).min(1).max(2000) }),
    answer: z.object({ invitations: z.array(z.object({ id: z.string(), url: z.string() })) }),
    async handle(asked) {
      const { services, caller, body } = asked;
      const survey = await surveyOf(asked);
      const handed = await insertInvitations(services.store, {
        ...{ survey, by: caller.account.id, key: newToken() },
        stakeholderIds: body.stakeholders,
      });
      return {
        invitations: handed.map(({ invitationId, token }) => ({
          id: invitationId,
          url: services.config.baseUrl + paths.invitation(token),
        })),
      };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: `${SURVEY}/invitations/{invitation}`,
    scope: 'invitations:write',
    tag: 'invitations',
    summary: 'Retirer une invitation : son lien n’ouvre plus rien',
    status: 204,
    async handle(asked) {
      const { services, caller, params } = asked;
      const survey = await surveyOf(asked);
      const act = { survey, by: caller.account.id, invitationId: params.invitation ?? '' };
      if (!(await revokeInvitation(services.store, act))) throw notFound();
    },
  }),
];

export const exportEndpoints = [
  endpoint({
    method: 'GET',
    path: `${SURVEY}/export`,
    scope: 'responses:read',
    tag: 'responses',
    summary: 'Toutes les réponses, dans un format que d’autres logiciels lisent',
    description:
      'Sans coordonnées ni paroles à usage interne. Le fichier est écrit à mesure qu’il est lu.',
    status: 200,
    query: z.strictObject({ format: z.enum(EXPORT_FORMATS).default('csv') }),
    async handle(asked) {
      const { services, caller, query, reply } = asked;
      const { store, config } = services;
      const survey = await surveyOf(asked);
      const { format } = query;
      const stream = streamExport({
        databasePath: config.databasePath,
        survey: { id: survey.id, title: survey.title, isAnonymous: survey.isAnonymous },
        scope: { isInternal: false, exportedAt: Date.now() },
        request: { format, separator: ',', hasMark: false, isLabelled: false },
      });
      if (!stream) throw new HttpError(429, said.busy);
      const detail = { format, isInternal: false };
      await recordExport(store, survey, caller.account.id, detail).catch((failure: unknown) => {
        stream.destroy();
        throw failure;
      });
      const { extension, mediaType } = formats[format];
      return reply
        .type(mediaType)
        .header('content-disposition', `attachment; filename="${survey.slug}.${extension}"`)
        .header('cache-control', 'private, no-store')
        .send(stream);
    },
  }),
];
