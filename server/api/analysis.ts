import { z } from 'zod';
import { type FindingRow, findFinding, listFindings } from '../../db/queries/findings.ts';
import { findRun, findShownRun, listRuns } from '../../db/queries/runs.ts';
import { listThemes } from '../../db/queries/themes.ts';
import { apiMessages } from '../../views/messages/api.ts';
import { HttpError, notFound } from '../errors.ts';
import { endpoint } from './endpoint.ts';

const said = apiMessages.problems;
const METHODS = ['auto', 'reinert', 'mixture'] as const;

const runAnswer = z.object({
  id: z.string(),
  requestedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  outcome: z.enum(['running', 'finished', 'failed', 'cancelled']),
  isShown: z.boolean().describe('Si les thèmes et les constats sont les siens'),
});

type Run = NonNullable<Awaited<ReturnType<typeof findRun>>>;

const runView = ({ id, requestedAt, endedAt, outcome }: Run, shownId: string | undefined) => ({
  id,
  requestedAt: new Date(requestedAt).toISOString(),
  endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  outcome: outcome ?? ('running' as const),
  isShown: id === shownId,
});

const findingAnswer = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  statusAt: z.iso.datetime(),
  theme: z.object({ id: z.string(), name: z.string() }),
});

const findingView = ({ id, title, status, statusAt, theme }: FindingRow) => ({
  id,
  title,
  status,
  statusAt: new Date(statusAt).toISOString(),
  theme: { id: theme.id, name: theme.name },
});

/** What the analysis found, and launching another. */
export const analysisEndpoints = [
  endpoint({
    method: 'GET',
    path: '/missions/{mission}/runs',
    scope: 'analysis:read',
    tag: 'runs',
    summary: 'Les analyses de la mission, de la plus récente à la plus ancienne',
    status: 200,
    answer: z.object({ runs: z.array(runAnswer) }),
    async handle({ services, mission }) {
      const shown = await findShownRun(services.store, mission.id);
      const rows = await listRuns(services.store, mission.id);
      return { runs: rows.map((run) => runView(run, shown?.id)) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/missions/{mission}/runs',
    scope: 'analysis:write',
    tag: 'runs',
    summary: 'Lancer une analyse du corpus',
    description:
      'La réponse vient tout de suite ; suivez l’issue en relisant l’analyse, ou par un webhook.',
    status: 202,
    body: z.strictObject({
      classes: z.union([z.int().min(2).max(30), z.literal('auto')]).default('auto'),
      method: z.enum(METHODS).default('auto'),
      seed: z.int().min(0).max(999_999_999).default(1),
    }),
    answer: runAnswer,
    async handle({ services, mission, caller, body }) {
      const { store, runs } = services;
      const rows = await listRuns(store, mission.id);
      if (rows.some(({ id }) => runs.progressOf(id) !== undefined))
        throw new HttpError(409, said.running);
      const id = await runs.start(mission.id, caller.account.id, body);
      const run = await findRun(store, mission.id, id);
      if (!run) throw notFound();
      return runView(run, undefined);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/missions/{mission}/runs/{run}',
    scope: 'analysis:read',
    tag: 'runs',
    summary: 'Une analyse',
    status: 200,
    answer: runAnswer,
    async handle({ services, mission, params }) {
      const run = await findRun(services.store, mission.id, params.run ?? '');
      if (!run) throw notFound();
      const shown = await findShownRun(services.store, mission.id);
      return runView(run, shown?.id);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/missions/{mission}/themes',
    scope: 'analysis:read',
    tag: 'findings',
    summary: 'Les thèmes de l’analyse affichée',
    status: 200,
    answer: z.object({
      themes: z.array(z.object({ id: z.string(), number: z.int(), name: z.string() })),
    }),
    async handle({ services, mission }) {
      const shown = await findShownRun(services.store, mission.id);
      const rows = shown ? await listThemes(services.store, shown.id) : [];
      return { themes: rows.map(({ id, number, name }) => ({ id, number, name })) };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/missions/{mission}/findings',
    scope: 'analysis:read',
    tag: 'findings',
    summary: 'Les constats de la mission',
    status: 200,
    answer: z.object({ findings: z.array(findingAnswer) }),
    async handle({ services, mission }) {
      const rows = await listFindings(services.store, mission.id);
      return { findings: rows.map(findingView) };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/missions/{mission}/findings/{finding}',
    scope: 'analysis:read',
    tag: 'findings',
    summary: 'Un constat',
    status: 200,
    answer: findingAnswer,
    async handle({ services, mission, params }) {
      const row = await findFinding(services.store, mission.id, params.finding ?? '');
      if (!row) throw notFound();
      return findingView(row);
    },
  }),
];
