import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MapPoint, ThemedLine, ThemeMap } from '../../analysis/explore.ts';
import { CONCORDANCE_SORTS } from '../../analysis/steps/concordance.ts';
import { weigher } from '../../analysis/steps/similarity.ts';
import { listVoices } from '../../db/queries/explorations.ts';
import type { RunReport } from '../../db/queries/runs.ts';
import { countVoices, listSpeakers, listThemesByInterview } from '../../db/queries/speakers.ts';
import type { DescribedTheme } from '../../db/queries/themes.ts';
import { classColour } from '../../views/charts/chart.ts';
import { cloudPicture } from '../../views/charts/cloud.ts';
import { withData } from '../../views/charts/figure.ts';
import { graphPicture } from '../../views/charts/graph.ts';
import { mapPicture, type PlanePoint } from '../../views/charts/map.ts';
import { paintFigure } from '../../views/charts/picture.ts';
import { STABLE_FROM } from '../../views/charts/themes.ts';
import { render } from '../../views/engine.ts';
import type { ConcordanceLine, NamedTheme } from '../../views/explorations/page.ts';
import { judge } from '../../views/explorations/reliability.ts';
import { type ExplorationName, explorationTabs } from '../../views/explorations/tabs.ts';
import { formatNumber, formatPercent } from '../../views/format.ts';
import { analysisMessages } from '../../views/messages/analysis.ts';
import { explorationMessages as said } from '../../views/messages/explorations.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { attributionOf } from '../../views/segments/item.ts';
import { colourOf, themeEntries } from '../../views/themes/entries.ts';
import { saturationOf } from '../../views/themes/saturation.ts';
import { type Member, requireConsultant } from '../access.ts';
import { valueName } from '../data-tables.ts';
import { memberFrame } from '../frames.ts';
import { regionNames } from '../places.ts';
import { sensitivityOf } from '../sensitivities.ts';
import type { Services } from '../services.ts';
import { readShownRun, type ShownRun } from '../shown-run.ts';

const LINES_PER_PAGE = 50;
const RELOAD_SECONDS = 3;
const MEASURES = ['jaccard', 'count'] as const;
const MATCHES = ['lemma', 'form'] as const;

const graphQuery = z.object({
  theme: z.coerce.number().int().min(1).max(1000).catch(0),
  mesure: z.enum(MEASURES).catch('jaccard'),
});

const cloudQuery = graphQuery.pick({ theme: true });

const concordanceQuery = z.object({
  mots: z.string().trim().max(100).catch(''),
  formes: z.enum(MATCHES).catch('lemma'),
  tri: z.enum(CONCORDANCE_SORTS).catch('source'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

type Asked = z.output<typeof concordanceQuery>;

/** Other ways to read an analysis: a map, a graph, a cloud, a concordance, and how far to trust it. */
export function explorations(app: FastifyInstance, services: Services): void {
  const { store, explorer } = services;
  app.addHook('onClose', () => explorer.close());
  const index = '/missions/:mission/explorations';

  app.get(`${index}/carte`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const shown = await readShownRun(store, mission.id);
    const page = { ...framed(mission.id, 'map', shown), lead: '', inertia: '', themes: [] };
    const frame = frameOf(request, member, 'map');
    const found = shown && (await explorer.ask(shown.explored, { kind: 'map' })).map;
    if (!shown || !found)
      return render(reply, 'explorations/map', frame, { ...page, figure: null });
    const shares = found.inertias.map((inertia) => inertia / found.total);
    const names = await regionNames(store);
    return render(reply, 'explorations/map', frame, {
      ...page,
      lead: said.mapLead(found.formCount, (shares[0] ?? 0) + (shares[1] ?? 0)),
      figure: withData(
        await paintFigure('carte', mapPicture(planeOf(mission.id, found, shown, names))),
        paths.dataTable(mission.id, 'correspondances'),
      ),
      themes: shown.themes.map((theme) => namedTheme(mission.id, theme)),
      inertia: said.mapInertia(found.total, shares),
    });
  });

  app.get(`${index}/graphe`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const shown = await readShownRun(store, mission.id);
    const asked = graphQuery.parse(request.query);
    const frame = frameOf(request, member, 'graph');
    const theme = shown?.themes.find(({ number }) => number === asked.theme) ?? null;
    const measure = asked.mesure;
    const graph =
      shown &&
      (await explorer.ask(shown.explored, { kind: 'graph', theme: theme?.number ?? null, measure }))
        .graph;
    const nodes = (graph?.nodes ?? []).map(({ form, lemma, ...node }) => ({
      ...node,
      label: form,
      href: paths.concordance(mission.id, { mots: lemma }),
    }));
    const communities = [...new Set(nodes.map(({ community }) => community))].sort((a, b) => a - b);
    return render(reply, 'explorations/graph', frame, {
      ...framed(mission.id, 'graph', shown),
      lead: graph ? said.graphLead(nodes.length, communities.length, theme?.name ?? null) : '',
      note: graph ? said.graphLinks(graph.links, graph.tree.length) : '',
      action: paths.formGraph(mission.id),
      themes: themeOptions(shown?.themes ?? [], theme),
      measures: MEASURES.map((value) => ({
        value,
        label: said.measures[value],
        isSelected: value === measure,
      })),
      figure:
        graph && nodes.length > 0
          ? withData(
              await paintFigure('graphe', graphPicture(nodes, graph.tree, weigher(measure))),
              paths.dataTable(mission.id, 'liens', { ...ofTheme(theme), mesure: measure }),
            )
          : null,
      groups: communities.map((community) => ({
        label: said.group(community),
        colour: colourOf(community),
        words: nodes
          .filter((node) => node.community === community)
          .map(({ label, href }) => ({ label, href })),
      })),
    });
  });

  app.get(`${index}/nuage`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const shown = await readShownRun(store, mission.id);
    const asked = cloudQuery.parse(request.query);
    const theme = shown?.themes.find(({ number }) => number === asked.theme) ?? null;
    const words = shown ? await cloudOf(mission.id, shown, theme?.number ?? null) : [];
    const picture = cloudPicture(words, theme ? classColour(theme.number) : undefined);
    return render(reply, 'explorations/cloud', frameOf(request, member, 'cloud'), {
      ...framed(mission.id, 'cloud', shown),
      lead: words.length > 0 ? said.cloudLead(words.length, theme?.name ?? null) : '',
      action: paths.wordCloud(mission.id),
      themes: themeOptions(shown?.themes ?? [], theme),
      figure:
        words.length > 0
          ? withData(
              await paintFigure('nuage', picture),
              paths.dataTable(mission.id, 'nuage', ofTheme(theme)),
            )
          : null,
    });
  });

  app.get(`${index}/concordance`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const shown = await readShownRun(store, mission.id);
    const asked = concordanceQuery.parse(request.query);
    const found = shown && asked.mots ? await concordanceOf(shown, asked) : null;
    const pages = Math.max(1, Math.ceil((found?.total ?? 0) / LINES_PER_PAGE));
    const page = Math.min(asked.page, pages);
    const pageHref = (other: number) =>
      other < 1 || other > pages
        ? null
        : paths.concordance(mission.id, { ...queryOf(asked), page: String(other) });
    return render(reply, 'explorations/concordance', frameOf(request, member, 'concordance'), {
      ...framed(mission.id, 'concordance', shown),
      action: paths.concordance(mission.id),
      words: asked.mots,
      matches: optionsOf(MATCHES, said.matches, asked.formes),
      sorts: optionsOf(CONCORDANCE_SORTS, said.sorts, asked.tri),
      found: found ? said.linesFound(found.total, asked.mots) : null,
      forms: found && found.forms.length > 1 ? said.formsFound(found.forms) : null,
      lines: shown && found ? await linesOf(mission.id, shown, found.lines) : [],
      data: found ? paths.dataTable(mission.id, 'concordance', queryOf(asked)) : '',
      page,
      pages,
      previousHref: pageHref(page - 1),
      nextHref: pageHref(page + 1),
      cloud: shown && !found ? await cloudOf(mission.id, shown, null) : [],
    });
  });

  app.get(`${index}/fiabilite`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const shown = await readShownRun(store, mission.id);
    const page = framed(mission.id, 'reliability', shown);
    if (!shown) {
      const frame = frameOf(request, member, 'reliability');
      return render(reply, 'explorations/reliability', frame, { ...page, ...NOTHING });
    }
    const { run, report, themes } = shown;
    const entries = themeEntries(mission.id, themes, await countVoices(store, run.id));
    const met = await listThemesByInterview(store, mission.id, run.id);
    const sensitivity = await sensitivityOf(services, shown);
    const { statements, advice } = judge({
      sensitivity: sensitivity.measured,
      themes: themes.map(({ name, description }) => ({ ...description, name })),
      leftOutShare: report.leftOut.share,
      candidates: report.choice.candidates.filter(({ method }) => method === report.choice.method),
      saturation: saturationOf(met),
      stakeholders: (await listSpeakers(store, mission.id)).length,
    });
    const leftOut = report.leftOut.units.length;
    const isWorking = (sensitivity.view.state?.progress ?? null) !== null;
    const frame = frameOf(request, member, 'reliability', isWorking);
    return render(reply, 'explorations/reliability', frame, {
      ...page,
      sweepsPath: paths.sweeps(mission.id),
      sensitivity: themes.length > 0 ? sensitivity.view : null,
      kicker: analysisMessages.runTitle(run.requestedAt),
      runHref: paths.run(mission.id, run.id),
      why: report.choice.why,
      statements,
      advice,
      themes: themes.map((theme, at) => ({
        ...namedTheme(mission.id, theme),
        share: formatPercent(theme.description.share, 1),
        segments: formatNumber(entries[at]?.segments ?? 0),
        stakeholders: formatNumber(entries[at]?.stakeholders ?? 0),
        ...measuresOf(theme),
      })),
      candidates: candidatesOf(report),
      leftOut:
        leftOut > 0
          ? {
              href: paths.leftOutSegments(mission.id, run.id),
              label: analysisMessages.readLeftOut(leftOut),
            }
          : null,
    });
  });

  async function concordanceOf({ explored }: ShownRun, { mots, formes, tri, page }: Asked) {
    const query = { words: mots, match: formes, sort: tri, limit: LINES_PER_PAGE };
    const at = (number: number) =>
      explorer.ask(explored, {
        kind: 'concordance',
        query: { ...query, offset: (number - 1) * LINES_PER_PAGE },
      });
    const { concordance } = await at(page);
    const last = Math.max(1, Math.ceil(concordance.total / LINES_PER_PAGE));
    return page <= last ? concordance : (await at(last)).concordance;
  }

  async function linesOf(
    missionId: string,
    { themes }: ShownRun,
    lines: readonly ThemedLine[],
  ): Promise<ConcordanceLine[]> {
    const ids = [...new Set(lines.map(({ contribution }) => contribution))];
    const voices = new Map((await listVoices(store, missionId, ids)).map((one) => [one.id, one]));
    const names = await regionNames(store);
    return lines.flatMap(({ contribution, segment, theme, left, keyword, right }) => {
      const voice = voices.get(contribution);
      if (!voice) return [];
      const held = themes.find(({ number }) => number === theme);
      return [
        {
          left: onOneLine(left),
          keyword: onOneLine(keyword),
          right: onOneLine(right),
          href: paths.segment(missionId, { contributionId: contribution, ...segment }),
          attribution: attributionOf(voice, names),
          isInternal: voice.consent === 'internal',
          theme: held ? namedTheme(missionId, held) : null,
        },
      ];
    });
  }

  async function cloudOf(missionId: string, { explored }: ShownRun, theme: number | null) {
    const { words } = await explorer.ask(explored, { kind: 'cloud', theme });
    return words.map(({ form, lemma, occurrences, level }) => ({
      label: form,
      href: paths.concordance(missionId, { mots: lemma }),
      occurrences,
      level,
      times: said.occurrences(occurrences),
    }));
  }
}

const NOTHING = {
  kicker: '',
  runHref: '',
  why: '',
  statements: [],
  advice: [],
  themes: [],
  candidates: [],
  leftOut: null,
  sweepsPath: '',
  sensitivity: null,
};

const framed = (missionId: string, current: ExplorationName, shown: ShownRun | null) => ({
  tabs: shown ? explorationTabs(missionId, current) : null,
  runsPath: paths.runs(missionId),
});

/** A page where something is being measured follows it, with scripts or by being read again. */
function frameOf(
  request: FastifyRequest,
  member: Member,
  name: keyof typeof said.titles,
  isWorking = false,
) {
  return memberFrame(request, member, 'themes', {
    title: said.titles[name],
    scripts: isWorking ? ['run-progress'] : [],
    refreshSeconds: isWorking ? RELOAD_SECONDS : null,
    breadcrumb: [{ label: messages.navigation.themes, href: paths.themes(member.mission.id) }],
  });
}

const namedTheme = (missionId: string, { id, number, name }: DescribedTheme): NamedTheme => ({
  number,
  colour: colourOf(number),
  name,
  href: paths.theme(missionId, id),
});

function planeOf(
  missionId: string,
  found: ThemeMap,
  { themes }: ShownRun,
  regions: ReadonlyMap<string, string>,
) {
  const classified = found.themes.reduce((sum, { count }) => sum + count, 0);
  const [first = 0, second = 0] = found.inertias;
  const point = (one: MapPoint, label: string, href: string | null): PlanePoint => ({
    ...one,
    label,
    href,
    share: one.count / Math.max(1, classified),
  });
  return {
    axes: [first / found.total, second / found.total] as const,
    themes: found.themes.flatMap((one) => {
      const theme = themes.find(({ number }) => number === one.theme);
      return theme ? [point(one, theme.name, paths.theme(missionId, theme.id))] : [];
    }),
    forms: found.forms.map((one) =>
      point(one, one.label, paths.concordance(missionId, { mots: one.label })),
    ),
    variables: found.variables.map((one) =>
      point(one, valueName(one.variable, one.label, regions), null),
    ),
  };
}

function measuresOf({ description }: DescribedTheme) {
  const { stability, coherence } = description;
  return {
    stability: stability === null ? '–' : formatNumber(stability, 2),
    coherence: coherence === null ? '–' : formatNumber(coherence, 2),
    isFragile: stability !== null && stability < STABLE_FROM,
  };
}

function candidatesOf({ choice }: RunReport) {
  return choice.candidates.map(({ method, classes, stability, largestShare, smallestShare }) => ({
    label: said.reliability.candidate(analysisMessages.methods[method], classes),
    isChosen: method === choice.method && classes === choice.classes,
    stability: stability === null ? '–' : formatNumber(stability, 2),
    largest: formatPercent(largestShare),
    smallest: formatPercent(smallestShare, 1),
  }));
}

/** Line breaks of the source would break the columns. */
const onOneLine = (words: string) => words.replaceAll(/\s*\n\s*/g, ' ');

function queryOf({ mots, formes, tri }: Asked): Record<string, string> {
  return { mots, formes, tri };
}

const ofTheme = (theme: DescribedTheme | null): Record<string, string> =>
  theme ? { theme: String(theme.number) } : {};

const themeOptions = (themes: readonly DescribedTheme[], selected: DescribedTheme | null) => [
  { value: '', label: said.wholeCorpus, isSelected: selected === null },
  ...themes.map(({ number, name }) => ({
    value: String(number),
    label: said.themeOption(number, name),
    isSelected: number === selected?.number,
  })),
];

function optionsOf<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  selected: Value,
) {
  return values.map((value) => ({ value, label: labels[value], isSelected: value === selected }));
}
