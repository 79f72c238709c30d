import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  findSamplingPlan,
  insertSamplingPlan,
  listSampledPeople,
} from '../../db/queries/sampling.ts';
import { findProgress } from '../../db/queries/surveys.ts';
import { listCommunes, listProgrammes } from '../../db/queries/territories.ts';
import {
  AXES,
  type PlanStanding,
  type Progress,
  strataOf,
  stratumOf,
} from '../../surveys/sampling.ts';
import { ALLOCATIONS, type FieldPlan, targetsOf } from '../../surveys/sampling-plan.ts';
import { barsChart } from '../../views/charts/bars.ts';
import { colours } from '../../views/charts/chart.ts';
import { drawFigure } from '../../views/charts/figure.ts';
import { render } from '../../views/engine.ts';
import { formatDate, formatNumber } from '../../views/format.ts';
import { samplingMessages as said } from '../../views/messages/sampling.ts';
import { paths } from '../../views/paths.ts';
import type { SamplingPage, StratumView } from '../../views/sampling/page.ts';
import { notFound } from '../errors.ts';
import { openEventStreams } from '../event-streams.ts';
import { type Refusal, summaryOf, titleWith, typedValues } from '../forms.ts';
import { setFlash } from '../frames.ts';
import { listRegions, regionNames } from '../places.ts';
import { missingFrom, planOf, populationsOf, standingOf, stratumLabel } from '../sampling.ts';
import { type ChosenPlan, readPlan, wholeNumber } from '../sampling-form.ts';
import type { Services } from '../services.ts';
import { shareOf } from '../shares.ts';
import {
  rateOf,
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';

const stratumQuery = z.object({ strate: z.string().max(200).catch('') });
const MOST_UNINVITED = 60;
const LOOK_AGAIN_MS = 3_000;
const MAX_TARGET = 100_000;

/** The sampling plan of a survey: strata, targets, who answered, who is missing. */
export function sampling(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/enquetes/:survey/sondage';
  const openStream = openEventStreams(app);

  app.get(index, async (request, reply) =>
    page(request, reply, await requireSurveyMember(services, request), {}),
  );

  /** Says each time that someone began, answered, or was invited. */
  app.get(`${index}/nouvelles`, async (request, reply) => {
    const { survey } = await requireSurveyMember(services, request);
    const stream = openStream(request, reply);
    let before = await figuresOf(survey.id);
    const watch = setInterval(async () => {
      const after = await figuresOf(survey.id);
      if (after !== before) stream.send('change', null);
      before = after;
    }, LOOK_AGAIN_MS);
    stream.onClose(() => clearInterval(watch));
  });

  const figuresOf = async (surveyId: string) =>
    JSON.stringify([
      await findProgress(store, surveyId),
      (await findSamplingPlan(store, surveyId))?.id,
    ]);

  app.get(`${index}/modifier`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const plan = await planOf(store, found.survey);
    return form(request, reply, found, { chosen: chosenIn(found, plan), errors: {} });
  });

  app.post(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const read = readPlan(
      request.body,
      (await listRegions(store)).map(({ code }) => code),
    );
    if ('errors' in read)
      return form(request, reply.code(422), found, { chosen: read.chosen, errors: read.errors });
    const { member, survey } = found;
    const populations = await populationsOf(store, member.mission.id, read.plan);
    if (Object.values(populations).every((count) => count === 0)) {
      const errors = { programme: said.errors.empty };
      return form(request, reply.code(422), found, { chosen: read.chosen, errors });
    }
    const before = (await planOf(store, survey))?.targets ?? {};
    const targets = targetsOf(read.plan, populations, before);
    return decide(request, reply, found, { ...read.plan, targets });
  });

  app.post(`${index}/objectifs`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const plan = await planOf(store, found.survey);
    if (!plan) throw notFound();
    const typed = typedTargets(plan, request.body);
    const errors = Object.fromEntries(
      Object.entries(typed)
        .filter(([, text]) => !isTarget(text))
        .map(([field]) => [field, said.errors.target]),
    );
    if (Object.keys(errors).length > 0)
      return page(request, reply.code(422), found, { typed, errors });
    const targets = Object.fromEntries(
      strataOf(plan).flatMap(({ id }) => {
        const text = (typed[fieldOf(id)] ?? '').trim();
        return text === '' ? [] : [[id, wholeNumber(text, MAX_TARGET) ?? 0]];
      }),
    );
    const total = Object.values(targets).reduce((sum, target) => sum + target, 0);
    return decide(request, reply, found, { ...plan, targets, total, allocation: 'hand' });
  });

  app.get(`${index}/manquants`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const plan = await planOf(store, survey);
    const { strate } = stratumQuery.parse(request.query);
    const stratum = plan && strataOf(plan).find(({ id }) => id === strate);
    if (!stratum) throw notFound();
    const missionId = member.mission.id;
    const people = await missingFrom(store, survey, plan, stratum.id);
    const label = stratumLabel(stratum, await regionNames(store));
    const frame = surveyFrame(request, found, {
      title: said.missingTitle(label),
      above: [{ label: said.title, href: paths.sampling(missionId, survey.id) }],
    });
    return render(reply, 'sampling/missing', frame, {
      survey: survey.title,
      title: said.missingTitle(label),
      people: people.map((person) => ({
        id: person.stakeholderId ?? '',
        name: person.name,
        who: [person.function, person.organisation].filter(Boolean).join(', '),
        commune: person.communeName,
        state: person.isBegun
          ? { label: said.began, tone: 'accent' }
          : { label: said.notBegun, tone: 'neutral' },
      })),
      reminder: { action: paths.mailings(missionId, survey.id).concat('/nouveau') },
      uninvited: await uninvitedIn(found, plan, stratum.id),
      backPath: paths.sampling(missionId, survey.id),
    });
  });

  async function decide(
    request: FastifyRequest,
    reply: FastifyReply,
    { member, survey }: SurveyMember,
    plan: FieldPlan,
  ) {
    const isNew = await insertSamplingPlan(store, { survey, by: member.account.id, plan });
    setFlash(request, isNew ? said.decided : said.unchanged, isNew ? 'success' : 'information');
    return reply.redirect(paths.sampling(member.mission.id, survey.id), 303);
  }

  async function uninvitedIn({ member, survey }: SurveyMember, plan: FieldPlan, stratum: string) {
    const asked = await askedCommunes(survey.id);
    const communes = await listCommunes(store, member.mission.id, plan.frame);
    const others = communes.filter(
      (commune) => stratumOf(commune, plan) === stratum && !asked.has(commune.code),
    );
    const more = others.length - MOST_UNINVITED;
    return {
      sentence: said.uninvited(others.length),
      communes: others.slice(0, MOST_UNINVITED).map(({ name, code }) => `${name} (${code})`),
      more: more > 0 ? said.more(more) : null,
      drawPath: others.length === 0 ? null : paths.audienceDraw(member.mission.id, survey.id),
    };
  }

  async function askedCommunes(surveyId: string): Promise<ReadonlySet<string>> {
    const people = await listSampledPeople(store, surveyId);
    return new Set(people.flatMap(({ communeCode }) => communeCode ?? []));
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    refused: { readonly typed?: Readonly<Record<string, string>> } & Partial<Refusal>,
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const plan = await planOf(store, survey);
    const title = titleWith(refused.errors ?? {}, said.title);
    return render(
      reply,
      'sampling/show',
      surveyFrame(request, found, { title, scripts: ['live'] }),
      {
        survey: survey.title,
        tabs: surveyTabs(found, 'sampling'),
        editPath: paths.editSampling(missionId, survey.id),
        plan: plan ? await planView(found, plan, refused) : null,
      },
    );
  }

  async function planView(
    found: SurveyMember,
    plan: FieldPlan,
    {
      typed = {},
      errors = {},
    }: { readonly typed?: Readonly<Record<string, string>> } & Partial<Refusal>,
  ): Promise<NonNullable<SamplingPage['plan']>> {
    const { member, survey, progress } = found;
    const missionId = member.mission.id;
    const { strata, total, outside } = await standingOf(store, survey, plan);
    const names = await regionNames(store);
    const views = strata.map(({ stratum, ...each }): StratumView => {
      const field = fieldOf(stratum.id);
      return {
        ...countsOf(each),
        label: stratumLabel(stratum, names),
        state: stateOf(each),
        href: paths.missingSample(missionId, survey.id, stratum.id),
        field,
        typed: typed[field] ?? `${each.target ?? ''}`,
        error: errors[field] ?? null,
      };
    });
    const full = views.filter((_, rank) => strata[rank]?.isFull && strata[rank]?.target !== 0);
    const isSomeoneOutside = outside.invited + outside.answered > 0;
    const row = await findSamplingPlan(store, survey.id);
    return {
      lead: said.lead(total.answered, total.target, total.missing),
      rate: rateOf(progress),
      reference: said.reference(plan.frame.programme, total.population ?? 0),
      full:
        full.length === 0
          ? null
          : said.fullNotice(
              full.map(({ label }) => label),
              plan.refusesWhenFull && survey.isOpen,
            ),
      outside: isSomeoneOutside ? said.outside(outside.invited, outside.answered) : null,
      strata: views,
      total: countsOf(total),
      chart: await drawFigure('reponses-par-strate', chartOf(views, strata)),
      decided: said.decidedOn(formatDate(row?.decidedAt ?? 0)),
      targets: {
        action: paths.samplingTargets(missionId, survey.id),
        summary: summaryOf(errors),
      },
      audiencePath: paths.audienceDraw(missionId, survey.id),
      updates: paths.samplingUpdates(missionId, survey.id),
    };
  }

  async function form(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    { chosen, errors }: { readonly chosen: ChosenPlan; readonly errors: Refusal['errors'] },
  ) {
    const { member, survey } = found;
    const missionId = member.mission.id;
    const frame = surveyFrame(request, found, {
      title: titleWith(errors, said.edit),
      above: [{ label: said.title, href: paths.sampling(missionId, survey.id) }],
    });
    const isIn = (list: readonly string[]) => (value: string) => list.includes(value);
    return render(reply, 'sampling/edit', frame, {
      action: paths.sampling(missionId, survey.id),
      typed: chosen.typed,
      errors,
      summary: summaryOf(errors),
      axes: optionsFrom(AXES, said.axes, isIn(chosen.axes)),
      regions: (await listRegions(store)).map(({ code, name }) => ({
        value: code,
        label: name,
        isSelected: chosen.regions.includes(code),
      })),
      programmes: [
        { value: '', label: said.everyProgramme },
        ...(await listProgrammes(store, missionId)).map(({ programme, communes }) => ({
          value: programme,
          label: said.programme(programme, communes),
          isSelected: programme === chosen.typed.programme,
        })),
      ],
      allocations: optionsFrom(ALLOCATIONS, said.allocations, isIn([chosen.allocation])),
      refuses: [{ value: 'yes', ...said.refuses, isSelected: chosen.refuses }],
      backPath: paths.sampling(missionId, survey.id),
    });
  }
}

const countsOf = (each: Progress) => ({
  population: each.population,
  target: each.target,
  invited: each.invited,
  answered: each.answered,
  awaited: each.awaited,
  missing: each.missing,
  rate: said.rate(each.answeredInvited, each.invited, shareOf(each.answeredInvited, each.invited)),
});

function stateOf({ target, isFull, invited }: Progress) {
  if (target === null) return said.states.none;
  if (isFull) return said.states.full;
  return invited === 0 ? said.states.silent : said.states.under;
}

function chartOf(views: readonly StratumView[], strata: PlanStanding['strata']) {
  const { chart } = said;
  const full = strata.filter(({ isFull }) => isFull).length;
  return barsChart({
    title: chart.title,
    description: chart.description(full, strata.length),
    bars: views.map(({ label, answered, target, href }, rank) => ({
      label,
      value: answered,
      words: chart.words(answered, target),
      colour: colours.accent,
      isStriped: !strata[rank]?.isFull,
      href,
    })),
    table: {
      head: [...chart.head],
      rows: views.map(({ label, href, answered, target, missing }) => ({
        label,
        href,
        cells: [answered, target, missing].map((value) =>
          value === null ? '–' : formatNumber(value),
        ),
      })),
    },
  });
}

/** Name of the field of a stratum's target. */
const fieldOf = (stratum: string) => `target-${stratum.replaceAll(/[^\w-]/g, '_')}`;

function typedTargets(plan: FieldPlan, body: unknown): Record<string, string> {
  const all = typedValues(body);
  return Object.fromEntries(
    strataOf(plan).map(({ id }) => [fieldOf(id), (all[fieldOf(id)] ?? '').trim()]),
  );
}

const isTarget = (text: string) => text === '' || wholeNumber(text, MAX_TARGET) !== undefined;

/** What the form shows first: the plan that holds, or what the mission says of itself. */
function chosenIn({ member }: SurveyMember, plan: FieldPlan | undefined): ChosenPlan {
  if (!plan)
    return {
      typed: { bands: '3500 ; 10001', total: '' },
      axes: ['region', 'population'],
      regions: member.mission.regions,
      allocation: 'proportional',
      refuses: false,
    };
  const { frame, bandStarts, total } = plan;
  return {
    typed: {
      programme: frame.programme ?? '',
      populationFrom: `${frame.populationFrom ?? ''}`,
      populationTo: `${frame.populationTo ?? ''}`,
      bands: bandStarts.join(' ; '),
      total: `${total}`,
    },
    axes: plan.axes,
    regions: plan.regions,
    allocation: plan.allocation,
    refuses: plan.refusesWhenFull,
  };
}

function optionsFrom<Value extends string>(
  values: readonly Value[],
  words: Readonly<Record<Value, { readonly label: string; readonly hint: string }>>,
  isSelected: (value: string) => boolean,
) {
  return values.map((value) => ({ value, ...words[value], isSelected: isSelected(value) }));
}
