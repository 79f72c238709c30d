import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { STEP_NAMES } from '../../analysis/analysis.ts';
import { findContinuity, listDecisions } from '../../db/queries/continuities.ts';
import { countContributions } from '../../db/queries/contributions.ts';
import { findRun, findShownRun, listRuns, readRunReport } from '../../db/queries/runs.ts';
import { FAMILIES } from '../../db/schema/contributions.ts';
import { render } from '../../views/engine.ts';
import { formatDuration, formatNumber, formatPercent } from '../../views/format.ts';
import { analysisMessages as said } from '../../views/messages/analysis.ts';
import { dictionaryMessages } from '../../views/messages/dictionaries.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import type { RunPill, RunProgressView } from '../../views/runs/page.ts';
import { type Member, requireConsultant } from '../access.ts';
import { continuityStates, stateOf } from '../continuities.ts';
import { notFound } from '../errors.ts';
import { openEventStreams } from '../event-streams.ts';
import { readForm, summaryOf, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { RunProgress } from '../jobs/runs.ts';
import type { Services } from '../services.ts';

const METHODS = ['auto', 'reinert', 'double', 'mixture'] as const;
const RELOAD_SECONDS = 3;

const emptyToUndefined = (typed: unknown) => (typed === '' ? undefined : typed);
const wholeNumber = (min: number, max: number, message: string) =>
  z.preprocess(
    emptyToUndefined,
    z
      .string(message)
      .regex(/^\d+$/, message)
      .transform(Number)
      .pipe(z.number().min(min, message).max(max, message))
      .optional(),
  );

const settingsForm = z.object({
  classes: wholeNumber(2, 30, said.classes),
  method: z.enum(METHODS, said.method).default('auto'),
  seed: wholeNumber(0, 999_999_999, said.seed),
});

type One = { Params: { mission: string; run: string } };
type Run = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/** Analyses of a mission’s corpus: launched, followed while they work, cancelled, read again. */
export function runs(app: FastifyInstance, services: Services): void {
  const { store, runs: jobs } = services;
  const index = '/missions/:mission/analyses';
  const openStream = openEventStreams(app);

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    return page(request, reply, member, {}, {});
  });

  app.post(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const result = readForm(settingsForm, request.body);
    if ('errors' in result)
      return page(request, reply.code(422), member, typedValues(request.body), result.errors);
    const running = await findRunning(mission.id);
    if (running) {
      setFlash(request, said.alreadyRunning, 'information');
      return reply.redirect(paths.run(mission.id, running.id), 303);
    }
    const { classes = 'auto', method, seed = 1 } = result.values;
    const id = await jobs.start(mission.id, account.id, { classes, method, seed });
    setFlash(request, said.started, 'information');
    return reply.redirect(paths.run(mission.id, id), 303);
  });

  app.get<One>(`${index}/:run`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const run = await runOf(member, request.params.run);
    const progress = jobs.progressOf(run.id);
    const report = await readRunReport(store, run.id);
    const shown = await findShownRun(store, mission.id);
    const frame = memberFrame(request, member, 'runs', {
      title: said.runTitle(run.requestedAt),
      breadcrumb: [{ label: messages.navigation.runs, href: paths.runs(mission.id) }],
      scripts: progress ? ['run-progress'] : [],
      refreshSeconds: progress ? RELOAD_SECONDS : null,
    });
    return render(reply, 'runs/show', frame, {
      kicker: run.requestedBy ?? messages.events.platform,
      title: said.runTitle(run.requestedAt),
      outcome: pillOf(run),
      message: run.message,
      progress: progress ? progressView(progress) : null,
      progressPath: paths.runProgress(mission.id, run.id),
      cancelPath: paths.runCancellation(mission.id, run.id),
      why: report?.choice.why ?? null,
      warnings: report?.choice.warnings ?? [],
      themesPath: shown?.id === run.id ? paths.themes(mission.id) : null,
      reliabilityPath: shown?.id === run.id ? paths.reliability(mission.id) : null,
      sweepsPath: paths.sweeps(mission.id),
      continuity: await continuityOf(mission.id, run, shown),
      settings: settingFacts(run, report),
      costs: report ? costFacts(report.run) : [],
    });
  });

  app.get<One>(`${index}/:run/avancement`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const run = await runOf(member, request.params.run);
    const stream = openStream(request, reply);
    const progress = jobs.progressOf(run.id);
    if (!progress) return stream.end();
    const say = forwardOnly((view) => stream.send('progress', view));
    say(progress);
    stream.onClose(
      jobs.watch(run.id, (step) => {
        if (step) say(step);
        else stream.end();
      }),
    );
  });

  app.post<One>(`${index}/:run/annulation`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const run = await runOf(member, request.params.run);
    if (jobs.progressOf(run.id)) {
      jobs.cancel(run.id);
      await jobs.ended(run.id);
      setFlash(request, said.cancelled, 'information');
    }
    return reply.redirect(paths.run(member.mission.id, run.id), 303);
  });

  /** Null for what changed nothing: the first analysis, and one that did not finish. */
  async function continuityOf(missionId: string, run: Run, shown: Run | undefined) {
    const decision = await findContinuity(store, run.id);
    const isCompared = decision ? decision.previousRunId !== null : shown !== undefined;
    return run.outcome === 'finished' && isCompared
      ? { text: stateOf(decision).stateNote, href: paths.continuity(missionId, run.id) }
      : null;
  }

  async function runOf({ mission }: Member, id: string): Promise<Run> {
    const run = await findRun(store, mission.id, id);
    if (!run) throw notFound();
    return run;
  }

  async function findRunning(missionId: string): Promise<Run | undefined> {
    const all = await listRuns(store, missionId);
    return all.find(({ id }) => jobs.progressOf(id) !== undefined);
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    typed: Readonly<Record<string, string>>,
    errors: Readonly<Record<string, string>>,
  ) {
    const { mission } = member;
    const [counts, all] = [
      await countContributions(store, mission.id),
      await listRuns(store, mission.id),
    ];
    const running = all.find(({ id }) => jobs.progressOf(id) !== undefined);
    const shown = await findShownRun(store, mission.id);
    const decisions = await listDecisions(store, mission.id);
    const frame = memberFrame(request, member, 'runs', { title: messages.navigation.runs });
    return render(reply, 'runs/index', frame, {
      action: paths.runs(mission.id),
      dictionaryPath: paths.dictionary(mission.id),
      sweepsPath: paths.sweeps(mission.id),
      corpus: FAMILIES.flatMap((family) =>
        counts
          .filter((counted) => counted.family === family)
          .map(({ count }) => ({ label: said.families[family], value: formatNumber(count) })),
      ),
      contributions: counts.reduce((sum, { count }) => sum + count, 0),
      running: running ? { href: paths.run(mission.id, running.id) } : null,
      settings: {
        classes: typed.classes ?? '',
        seed: typed.seed ?? '1',
        methodHint: said.methodHint,
        methods: METHODS.map((value) => ({
          value,
          label: said.methods[value],
          isSelected: value === (typed.method ?? 'auto'),
        })),
        errors: { classes: errors.classes, seed: errors.seed, method: errors.method },
        isOpen: Object.keys(errors).length > 0,
      },
      summary: summaryOf(errors),
      runs: all.map((run) => ({
        href: paths.run(mission.id, run.id),
        requestedAt: run.requestedAt,
        requestedBy: run.requestedBy ?? messages.events.platform,
        outcome: pillOf(run),
        place: placeOf(run, shown, decisions),
        message: run.message,
        duration: run.endedAt === null ? null : (run.endedAt - run.requestedAt) / 1000,
      })),
    });
  }
}

const PILLS = {
  finished: { label: said.outcomes.finished, tone: 'positive', icon: 'check' },
  failed: { label: said.outcomes.failed, tone: 'negative', icon: 'x' },
  cancelled: { label: said.outcomes.cancelled, tone: 'neutral', icon: 'ban' },
  running: { label: said.outcomes.running, tone: 'accent', icon: 'loader' },
} as const;

const pillOf = ({ outcome }: Pick<Run, 'outcome'>): RunPill => PILLS[outcome ?? 'running'];

/** Where a finished analysis stands: shown, awaiting a decision, set aside; null once another took its place. */
function placeOf(
  { id, outcome, requestedAt }: Run,
  shown: Run | undefined,
  decisions: Awaited<ReturnType<typeof listDecisions>>,
): RunPill | null {
  if (outcome !== 'finished') return null;
  if (shown?.id === id) return { label: said.shown, tone: 'accent', icon: 'eye' };
  const decision = decisions.get(id);
  if (decision === 'declined') return continuityStates.declined;
  const isLater = shown === undefined || requestedAt >= shown.requestedAt;
  return decision === undefined && isLater ? continuityStates.awaiting : null;
}

/** A step may count more than once (it looks for classes, then tries them again): the bar never goes back. */
function forwardOnly(send: (view: RunProgressView) => void): (progress: RunProgress) => void {
  let furthest = 0;
  return (progress) => {
    const view = progressView(progress);
    furthest = Math.max(furthest, view.value);
    send({ ...view, value: furthest });
  };
}

/** A hundred points shared equally between the steps. */
function progressView({ step, done, total }: RunProgress): RunProgressView {
  const place = STEP_NAMES.indexOf(step);
  const within = total > 0 ? Math.min(done / total, 1) : 0;
  const words = said.step(place + 1, STEP_NAMES.length, said.steps[step]);
  return {
    value: Math.round(((place + within) / STEP_NAMES.length) * 100),
    max: 100,
    text: within > 0 ? `${words}, ${formatPercent(within)}` : words,
  };
}

type Report = NonNullable<Awaited<ReturnType<typeof readRunReport>>>;

/** What was asked; once the run is over, also what was chosen where the choice was left to it. */
function settingFacts(run: Run, report: Report | undefined) {
  const names = said.settingNames;
  const { method, classes, seed, dictionaryVersion } = settingsAsked.parse(run.settings);
  const chosen = report?.choice;
  const facts = [
    {
      label: names.method,
      value: said.chosen(
        said.methods[method],
        method === 'auto' && chosen && said.methods[chosen.method],
      ),
    },
    {
      label: names.classes,
      value: said.chosen(
        classes === 'auto' ? said.automatic : formatNumber(classes),
        classes === 'auto' && chosen && formatNumber(chosen.classes),
      ),
    },
    { label: names.seed, value: String(seed) },
    ...(dictionaryVersion === 0
      ? []
      : [{ label: names.dictionary, value: dictionaryMessages.version(dictionaryVersion) }]),
  ];
  if (!report) return facts;
  const { unit, segmentWords, minimumUnits, minimumShare, bootstraps } = report.run.settings;
  return [
    ...facts,
    {
      label: names.unit,
      value: unit === 'segment' ? said.segmentsOfWords(segmentWords) : said.units[unit],
    },
    {
      label: names.minimumUnits,
      value: minimumUnits === 'auto' ? said.automatic : said.minimumUnits(minimumUnits),
    },
    { label: names.minimumShare, value: formatPercent(minimumShare, 1) },
    { label: names.bootstraps, value: formatNumber(bootstraps) },
  ];
}

const settingsAsked = z.object({
  classes: z.union([z.number(), z.literal('auto')]).catch('auto'),
  method: z.enum(METHODS).catch('auto'),
  seed: z.number().catch(1),
  /** 0: the mission had no words of its own. */
  dictionaryVersion: z.number().catch(0),
});

function costFacts({ version, corpusHash, seconds, peakMemoryMb }: Report['run']) {
  const names = said.settingNames;
  const spent = Object.values(seconds).reduce((sum, step) => sum + step, 0);
  return [
    { label: names.seconds, value: formatDuration(spent) },
    { label: names.peakMemoryMb, value: said.megabytes(peakMemoryMb) },
    { label: names.version, value: version },
    { label: names.corpusHash, value: corpusHash.slice(0, 16) },
  ];
}
