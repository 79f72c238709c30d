import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { steadiestOf } from '../../analysis/steps/chooseClasses.ts';
import { neighboursOf } from '../../analysis/steps/sensitivity.ts';
import { countContributions } from '../../db/queries/contributions.ts';
import { findRun, findShownRun, listRuns, readRunReport } from '../../db/queries/runs.ts';
import { findSweep, listSweepCells, listSweeps, type SweepRow } from '../../db/queries/sweeps.ts';
import { withData } from '../../views/charts/figure.ts';
import { paintFigure } from '../../views/charts/picture.ts';
import { render } from '../../views/engine.ts';
import { analysisMessages } from '../../views/messages/analysis.ts';
import { sweepMessages as said } from '../../views/messages/sweeps.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { streamSpreadsheetCsv } from '../documents/write/spreadsheetCsv.ts';
import { notFound } from '../errors.ts';
import { openEventStreams } from '../event-streams.ts';
import { readForm, summaryOf, titleWith } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import type { Services } from '../services.ts';
import {
  cellsOf,
  FLOORS,
  type Grid,
  gridForm,
  METHODS,
  PROPOSED,
  SIZES,
  type Typed,
  typedOf,
  UNITS,
} from '../sweep-form.ts';
import {
  dataRowOf,
  MEASURES,
  type MeasuredCell,
  pictureOf,
  readingOf,
  rowOf,
  sharedFacts,
  sharedSettings,
} from '../sweep-page.ts';
import { measuredOf, sweepPill, sweepProgressView, sweepStateView } from '../sweep-states.ts';

const RELOAD_SECONDS = 3;

const asked = z.object({ mesure: z.enum(MEASURES).catch('stability') });
const launchForm = z.object({ place: z.coerce.number().int().min(0) });

type One = { Params: { mission: string; sweep: string } };

/** Many settings tried on the same words: launched, followed, stopped, taken up again, and one of them made an analysis. */
export function sweeps(app: FastifyInstance, services: Services): void {
  const { store, sweeps: jobs, runs } = services;
  const index = '/missions/:mission/comparaisons';
  const openStream = openEventStreams(app);

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    return page(request, reply, member, PROPOSED, {});
  });

  app.post(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const result = readForm(gridForm, request.body);
    if ('errors' in result)
      return page(request, reply.code(422), member, typedOf(request.body), result.errors);
    const running = await findRunning(mission.id);
    if (running) {
      setFlash(request, said.alreadyRunning, 'information');
      return reply.redirect(paths.sweep(mission.id, running.id), 303);
    }
    const { unit } = result.values;
    const shown = await findShownRun(store, mission.id);
    const id = await jobs.start({
      missionId: mission.id,
      purpose: 'comparison',
      runId: shown?.id ?? null,
      settings: { unit },
      cells: cellsOf(result.values),
      requestedBy: account.id,
    });
    setFlash(request, said.started, 'information');
    return reply.redirect(paths.sweep(mission.id, id), 303);
  });

  app.get<One>(`${index}/:sweep`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const sweep = await sweepOf(member, request.params.sweep);
    if (sweep.purpose === 'sensitivity') return reply.redirect(paths.reliability(mission.id), 303);
    const { mesure } = asked.parse(request.query);
    const run = sweep.runId === null ? undefined : await findRun(store, mission.id, sweep.runId);
    const measured = await measuredCells(sweep);
    const state = sweepStateView(jobs, sweep);
    const shared = sharedSettings.parse(sweep.settings);
    const isSegment = shared.unit === 'segment';
    const best = steadiestOf(measured.map(({ place, result }) => ({ place, ...result })));
    const measures = MEASURES.filter((measure) => run !== undefined || measure !== 'likeness');
    const measure = measures.find((one) => one === mesure) ?? 'stability';
    const frame = memberFrame(request, member, 'runs', {
      title: said.title(sweep.requestedAt),
      breadcrumb: [
        { label: messages.navigation.runs, href: paths.runs(mission.id) },
        { label: said.index, href: paths.sweeps(mission.id) },
      ],
      scripts: state.progress ? ['run-progress'] : [],
      refreshSeconds: state.progress ? RELOAD_SECONDS : null,
    });
    return render(reply, 'sweeps/show', frame, {
      kicker: sweep.requestedBy ?? messages.events.platform,
      title: said.title(sweep.requestedAt),
      lead: said.lead(sweep.cells.length, run?.requestedAt ?? null),
      state,
      settings: sharedFacts(shared),
      reading: readingOf(measured, best?.place ?? null, isSegment),
      action: paths.sweep(mission.id, sweep.id),
      measures: measures.map((value) => ({
        value,
        label: said.measures[value],
        isSelected: value === measure,
      })),
      measureNote: said.measureNotes[measure],
      figure:
        measured.length === 0
          ? null
          : withData(
              await paintFigure('comparaison', pictureOf(sweep, measured, measure, isSegment)),
              paths.sweepData(mission.id, sweep.id),
            ),
      isCompared: run !== undefined,
      isSegment,
      rows: measured.map((one) =>
        rowOf(one, one.place === best?.place, isSegment, paths.sweepRuns(mission.id, sweep.id)),
      ),
      indexPath: paths.sweeps(mission.id),
    });
  });

  app.get<One>(`${index}/:sweep/mesures.csv`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const sweep = await sweepOf(member, request.params.sweep);
    const rows = (await measuredCells(sweep)).map(dataRowOf);
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${said.dataFile}"`)
      .send(streamSpreadsheetCsv([said.dataHead, ...rows]));
  });

  app.get<One>(`${index}/:sweep/avancement`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const sweep = await sweepOf(member, request.params.sweep);
    const stream = openStream(request, reply);
    const progress = jobs.progressOf(sweep.id);
    if (!progress) return stream.end();
    stream.send('progress', sweepProgressView(progress));
    stream.onClose(
      jobs.watch(sweep.id, (step) => {
        if (step) stream.send('progress', sweepProgressView(step));
        else stream.end();
      }),
    );
  });

  app.post<One>(`${index}/:sweep/annulation`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const sweep = await sweepOf(member, request.params.sweep);
    if (jobs.progressOf(sweep.id)) {
      await jobs.cancel(sweep.id, member.account.id);
      setFlash(request, said.cancelled, 'information');
    }
    return reply.redirect(placeOf(sweep), 303);
  });

  app.post<One>(`${index}/:sweep/reprise`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const sweep = await sweepOf(member, request.params.sweep);
    const isOpen = sweep.lastTurn !== 'finished' && !jobs.progressOf(sweep.id);
    if (isOpen) {
      const isHeld = await jobs.resume(sweep, member.account.id);
      setFlash(request, isHeld ? said.resumed : said.held, isHeld ? 'information' : 'warning');
    }
    return reply.redirect(placeOf(sweep), 303);
  });

  /** The analysis of one setting, in full. */
  app.post<One>(`${index}/:sweep/analyses`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const sweep = await sweepOf(member, request.params.sweep);
    const form = launchForm.safeParse(request.body);
    const cell = form.success ? sweep.cells[form.data.place] : undefined;
    const measured = (await listSweepCells(store, sweep.id)).find(
      ({ place }) => form.success && place === form.data.place,
    );
    if (!cell || !measured) throw notFound();
    const running = (await listRuns(store, mission.id)).find(({ id }) => runs.progressOf(id));
    if (running) {
      setFlash(request, analysisMessages.alreadyRunning, 'information');
      return reply.redirect(paths.run(mission.id, running.id), 303);
    }
    const { unit } = sharedSettings.parse(sweep.settings);
    const { floor, ...settings } = cell;
    const minimumUnits = floor === 'auto' ? 'auto' : measured.result.floor;
    const id = await runs.start(mission.id, account.id, { ...settings, unit, minimumUnits });
    setFlash(request, said.launched(said.setting(cell, unit === 'segment')), 'information');
    return reply.redirect(paths.run(mission.id, id), 303);
  });

  /** What remains of the analysis shown when one of its settings changes a little. */
  app.post('/missions/:mission/sensibilites', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const shown = await findShownRun(store, mission.id);
    const report = shown && (await readRunReport(store, shown.id));
    if (!shown || !report || report.choice.classes === 0) throw notFound();
    const running = await findRunning(mission.id);
    if (running) setFlash(request, said.alreadyRunning, 'information');
    else {
      const { method, classes } = report.choice;
      const { settings } = report.run;
      const neighbours = neighboursOf({ ...settings, classes });
      await jobs.start({
        missionId: mission.id,
        purpose: 'sensitivity',
        runId: shown.id,
        settings: { ...settings, bootstraps: 0 },
        cells: neighbours.map(({ knob: _, ...cell }) => ({ ...cell, method })),
        requestedBy: account.id,
      });
    }
    const back = paths.reliability(mission.id);
    return reply.redirect(`${back}#sensibilite`, 303);
  });

  const placeOf = ({ missionId, id, purpose }: SweepRow) =>
    purpose === 'sensitivity'
      ? `${paths.reliability(missionId)}#sensibilite`
      : paths.sweep(missionId, id);

  async function measuredCells({ id, cells }: SweepRow): Promise<MeasuredCell[]> {
    return (await listSweepCells(store, id)).flatMap((one): MeasuredCell[] => {
      const cell = cells[one.place];
      return cell ? [{ ...one, cell }] : [];
    });
  }

  async function sweepOf({ mission }: Member, id: string): Promise<SweepRow> {
    const sweep = await findSweep(store, mission.id, id);
    if (!sweep) throw notFound();
    return sweep;
  }

  async function findRunning(missionId: string): Promise<SweepRow | undefined> {
    const all = [
      ...(await listSweeps(store, missionId, 'comparison')),
      ...(await listSweeps(store, missionId, 'sensitivity')),
    ];
    return all.find(({ id }) => jobs.progressOf(id) !== undefined);
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    typed: Typed,
    errors: Readonly<Record<string, string>>,
  ) {
    const { mission } = member;
    const all = await listSweeps(store, mission.id, 'comparison');
    const running = all.find(({ id }) => jobs.progressOf(id) !== undefined);
    const frame = memberFrame(request, member, 'runs', {
      title: titleWith(errors, said.index),
      breadcrumb: [{ label: messages.navigation.runs, href: paths.runs(mission.id) }],
    });
    const chosen = <Value extends string>(
      values: readonly Value[],
      labels: (value: Value) => string,
      field: keyof Grid,
    ) =>
      values.map((value) => ({
        value,
        label: labels(value),
        isSelected: typed[field].includes(value),
      }));
    return render(reply, 'sweeps/index', frame, {
      action: paths.sweeps(mission.id),
      hasCorpus: (await countContributions(store, mission.id)).length > 0,
      running: running ? { href: paths.sweep(mission.id, running.id) } : null,
      methods: chosen(METHODS, (value) => said.methods[value], 'methods'),
      from: typed.from[0] ?? '',
      to: typed.to[0] ?? '',
      units: chosen(UNITS, (value) => said.units[value], 'unit'),
      sizes: chosen(SIZES, (value) => said.sizes(Number(value)), 'sizes'),
      floors: chosen(FLOORS, (value) => said.floors[value], 'floors'),
      errors: {
        methods: errors.methods,
        from: errors.from,
        to: errors.to,
        unit: errors.unit,
        sizes: errors.sizes,
        floors: errors.floors,
      },
      summary: summaryOf(errors),
      sweeps: all.map((sweep) => ({
        href: paths.sweep(mission.id, sweep.id),
        requestedAt: sweep.requestedAt,
        requestedBy: sweep.requestedBy ?? messages.events.platform,
        state: sweepPill(jobs, sweep),
        progress: measuredOf(sweep),
      })),
    });
  }
}
