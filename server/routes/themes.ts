import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseFairly } from '../../analysis/findings/small-n.ts';
import { listPendingRuns } from '../../db/queries/continuities.ts';
import { countContributionsAround } from '../../db/queries/contributions.ts';
import { findShownRun, type RunReport, readRunReport } from '../../db/queries/runs.ts';
import { countSegmentsOfTheme, listSegments, type SegmentRow } from '../../db/queries/segments.ts';
import {
  countVoices,
  listSpeakers,
  listSpeakersOfTheme,
  listThemesByInterview,
} from '../../db/queries/speakers.ts';
import {
  insertMerge,
  insertMergeUndoing,
  listMergeHistory,
  listMergesOfRun,
  rootsOf,
} from '../../db/queries/theme-merges.ts';
import {
  type DescribedTheme,
  findTheme,
  listFindingsOfTheme,
  listThemeNumbers,
  listThemes,
  renameTheme,
} from '../../db/queries/themes.ts';
import { FAMILIES } from '../../db/schema/contributions.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import type { Leaf } from '../../views/charts/dendrogram.ts';
import { FORM_MEASURES } from '../../views/charts/themes.ts';
import { pendingRun } from '../../views/continuities/pending.ts';
import { render } from '../../views/engine.ts';
import { explorationTabs } from '../../views/explorations/tabs.ts';
import { formatNumber, formatPercent } from '../../views/format.ts';
import { analysisMessages as said } from '../../views/messages/analysis.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { segmentItem } from '../../views/segments/item.ts';
import { colourOf, stabilityPill, themeEntries } from '../../views/themes/entries.ts';
import { heatTable } from '../../views/themes/heat.ts';
import type { ThemePage, ThemesPage } from '../../views/themes/page.ts';
import { saturationOf } from '../../views/themes/saturation.ts';
import { type Member, requireConsultant } from '../access.ts';
import type { DataTableName } from '../data-tables.ts';
import { notFound } from '../errors.ts';
import { draftFindings } from '../findings/draft.ts';
import { readFindings } from '../findings/read.ts';
import { readForm, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import { regionNames } from '../places.ts';
import type { Services } from '../services.ts';
import {
  avoidedFigure,
  formsFigure,
  phrasesFigure,
  saturationFigure,
  stabilityFigure,
  treeFigure,
  voicesFigure,
} from '../theme-figures.ts';
import { describeGathered } from '../theme-merges.ts';

const TYPICAL_SHOWN = 6;

type One = { Params: { mission: string; theme: string } };
type OneMerge = { Params: { mission: string; theme: string; merge: string } };

const measureQuery = z.object({ mesure: z.enum(FORM_MEASURES).catch('chi2') });

const nameForm = z.object({
  name: z.string(said.name).trim().min(1, said.name).max(200, said.name),
});

const mergeForm = z.object({
  other: z.string(said.merges.other).min(1, said.merges.other).max(100, said.merges.other),
  name: nameForm.shape.name,
});

/** What the last analysis found, and each theme: its words, its segments, where, and who. */
export function themes(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/themes';

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const frame = memberFrame(request, member, 'themes', { title: messages.navigation.themes });
    return render(reply, 'themes/index', frame, await themesPage(member));
  });

  app.get<One>(`${index}/:theme`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const theme = await themeOf(member, request.params.theme);
    // Another took it in: its address leads there.
    if (theme.id !== request.params.theme)
      return reply.redirect(paths.theme(member.mission.id, theme.id), 302);
    return page(request, reply, member, theme);
  });

  app.post<One>(`${index}/:theme/nom`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const theme = await themeOf(member, request.params.theme);
    const result = readForm(nameForm, request.body);
    if ('errors' in result) {
      const rename = { value: typedValues(request.body).name ?? '', error: said.name };
      return page(request, reply.code(422), member, theme, { ...UNTOUCHED, rename });
    }
    const { name } = result.values;
    await renameTheme(store, {
      missionId: mission.id,
      themeId: theme.id,
      name,
      renamedBy: account.id,
    });
    setFlash(request, said.renamed);
    return reply.redirect(paths.theme(mission.id, theme.id), 303);
  });

  app.post<One>(`${index}/:theme/fusion`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const theme = await themeOf(member, request.params.theme);
    const result = readForm(mergeForm, request.body);
    const isItself = 'values' in result && result.values.other === theme.id;
    if ('errors' in result || isItself) {
      const errors = 'errors' in result ? result.errors : { other: said.merges.other };
      const merge = { typed: typedValues(request.body), errors };
      return page(request, reply.code(422), member, theme, { ...UNTOUCHED, merge });
    }
    const { other, name } = result.values;
    const merges = await listMergesOfRun(store, mission.id, theme.runId);
    const roots = rootsOf([...merges, { absorbedId: other, intoId: theme.id }]);
    const descriptions = await describeGathered(store, mission.id, theme.runId, roots);
    const description = descriptions.get(theme.id);
    const outcome =
      (await isShown(theme)) && description
        ? await insertMerge(store, {
            missionId: mission.id,
            absorbedId: other,
            intoId: theme.id,
            mergedBy: account.id,
            name,
            description,
          })
        : 'refused';
    if (outcome === 'merged') await follow(theme);
    setFlash(request, said.merges[outcome], outcome === 'merged' ? 'success' : 'warning');
    return reply.redirect(paths.theme(mission.id, theme.id), 303);
  });

  app.post<OneMerge>(`${index}/:theme/fusions/:merge/annulation`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission, account } = member;
    const theme = await themeOf(member, request.params.theme);
    const merges = await listMergesOfRun(store, mission.id, theme.runId);
    const undone = merges.find(
      ({ id, intoId }) => id === request.params.merge && intoId === theme.id,
    );
    const left = merges.filter((merge) => merge !== undone);
    const isStillGathered = left.some(({ intoId }) => intoId === theme.id);
    const descriptions = isStillGathered
      ? await describeGathered(store, mission.id, theme.runId, rootsOf(left))
      : undefined;
    const outcome =
      undone && (await isShown(theme))
        ? await insertMergeUndoing(store, {
            missionId: mission.id,
            mergeId: undone.id,
            undoneBy: account.id,
            description: descriptions?.get(theme.id) ?? null,
          })
        : 'refused';
    if (outcome === 'undone') await follow(theme);
    setFlash(request, said.merges[outcome], outcome === 'undone' ? 'success' : 'warning');
    return reply.redirect(paths.theme(mission.id, theme.id), 303);
  });

  async function themeOf({ mission }: Member, id: string): Promise<DescribedTheme> {
    const theme = await findTheme(store, mission.id, id);
    if (!theme) throw notFound();
    return theme;
  }

  /** A theme holds other words: what nobody touched is drafted anew, what was settled is to be read again. */
  async function follow({ missionId, runId }: DescribedTheme): Promise<void> {
    await draftFindings(store, { id: runId, missionId });
    await readFindings(store, missionId);
  }

  /** Themes of earlier analyses stay as they were: later ones were matched to them so. */
  async function isShown({ missionId, runId }: DescribedTheme): Promise<boolean> {
    return (await findShownRun(store, missionId))?.id === runId;
  }

  /** Each theme as the run found it, by the name of the theme that holds it now. */
  async function leavesOf(missionId: string, runId: string, report: RunReport): Promise<Leaf[]> {
    const themes = await listThemes(store, runId);
    const numbers = await listThemeNumbers(store, runId);
    const roots = rootsOf(await listMergesOfRun(store, missionId, runId));
    return [...numbers].flatMap(([id, number]) => {
      const described = report.themes.find(({ theme }) => theme === number);
      const holder = themes.find((theme) => theme.id === (roots.get(id) ?? id));
      if (!described || !holder) return [];
      const { share, size } = described;
      return {
        number,
        name: roots.has(id) ? said.merges.leaf(described.name, holder.number) : holder.name,
        share,
        size,
        forms: described.forms.map(({ form }) => form),
        href: paths.theme(missionId, holder.id),
      };
    });
  }

  async function mergedView(
    missionId: string,
    theme: DescribedTheme,
    canUndo: boolean,
  ): Promise<ThemePage['merged']> {
    const history = await listMergeHistory(store, [theme.id]);
    return history.map(({ id, absorbedName, mergedBy, at, undoneAt }) => ({
      text: said.merges.history(absorbedName, mergedBy, at, undoneAt),
      undoing:
        canUndo && undoneAt === null ? paths.themeMergeUndoing(missionId, theme.id, id) : null,
    }));
  }

  async function themesPage({ mission }: Member): Promise<ThemesPage> {
    const run = await findShownRun(store, mission.id);
    const report = run && (await readRunReport(store, run.id));
    const runsPath = paths.runs(mission.id);
    if (!run || !report) return { run: null, runsPath, ...NOTHING };
    const found = await listThemes(store, run.id);
    const entries = themeEntries(mission.id, found, await countVoices(store, run.id));
    const corpus = await countContributionsAround(store, mission.id, run.requestedAt);
    const pending = pendingRun(mission.id, await listPendingRuns(store, mission.id));
    const stability = await stabilityFigure(mission.id, entries);
    const met = await listThemesByInterview(store, mission.id, run.id);
    const saturation = await saturationFigure(mission.id, saturationOf(met));
    return {
      run: {
        kicker: said.runTitle(run.requestedAt),
        href: paths.run(mission.id, run.id),
        lead: said.themesLead(entries, corpus.read, report.leftOut.share),
        why: report.choice.why,
        warnings: [
          ...report.choice.warnings,
          ...(corpus.since && !pending ? [said.since(corpus.since)] : []),
        ],
      },
      pending,
      runsPath,
      tabs: explorationTabs(mission.id, 'themes'),
      tree: await treeFigure(
        mission.id,
        report,
        entries,
        await leavesOf(mission.id, run.id, report),
      ),
      themesData: paths.dataTable(mission.id, 'themes'),
      themes: entries,
      isJudged: stability !== null || saturation !== null,
      stability,
      saturation,
      leftOut: leftOutOf(report, paths.leftOutSegments(mission.id, run.id)),
    };
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    theme: DescribedTheme,
    { rename, merge }: Faulty = UNTOUCHED,
  ) {
    const { mission } = member;
    const { description, number } = theme;
    const { mesure: measure } = measureQuery.parse(request.query);
    const siblings = await listThemes(store, theme.runId);
    const canMerge = await isShown(theme);
    const place = siblings.findIndex(({ id }) => id === theme.id);
    const names = await regionNames(store);
    const speaking = await listSpeakersOfTheme(store, theme.id);
    const counts = await countSegmentsOfTheme(store, theme.id);
    const typical = await listSegments(store, mission.id, description.typical);
    const segments = counts.reduce((sum, count) => sum + count.segments, 0);
    const segmentsHref = paths.themeSegments(mission.id, theme.id);
    const dataOf = (table: DataTableName) =>
      paths.dataTable(mission.id, table, { theme: String(number) });
    const neighbour = (other: DescribedTheme | undefined) =>
      other ? { label: other.name, href: paths.theme(mission.id, other.id) } : null;
    const frame = memberFrame(request, member, 'themes', {
      title: rename?.error || merge ? `${said.errorPrefix}${theme.name}` : theme.name,
      breadcrumb: [{ label: messages.navigation.themes, href: paths.themes(mission.id) }],
    });
    return render(reply, 'themes/show', frame, {
      kicker: said.kicker(number, Math.max(...siblings.map((other) => other.number))),
      colour: colourOf(number),
      name: theme.name,
      stability: stabilityPill(description.stability),
      facts: [
        { label: said.facts.share, value: formatPercent(description.share, 1) },
        { label: said.facts.segments, value: formatNumber(segments), href: segmentsHref },
        { label: said.facts.stakeholders, value: formatNumber(speaking.length) },
      ],
      followNote: segments > description.size ? said.followNote(segments - description.size) : null,
      proposedName: theme.name === theme.proposedName ? null : theme.proposedName,
      rename: {
        action: paths.themeName(mission.id, theme.id),
        value: rename?.value ?? theme.name,
        error: rename?.error ?? null,
      },
      merge: canMerge ? mergeView(mission.id, theme, siblings, merge) : null,
      merged: await mergedView(mission.id, theme, canMerge),
      measures: FORM_MEASURES.map((one) => ({
        label: said.measures[one],
        href: `${paths.theme(mission.id, theme.id, one === 'chi2' ? {} : { mesure: one })}#mots`,
        isCurrent: one === measure,
      })),
      measureNote: said.measureNotes[measure],
      forms: await formsFigure(mission.id, theme, measure, dataOf('formes')),
      phrases: await phrasesFigure(mission.id, theme, dataOf('expressions')),
      avoided: await avoidedFigure(mission.id, theme, measure, dataOf('formes')),
      typical: chooseTypical(typical).map((row) =>
        segmentItem(row, { missionId: mission.id, regionNames: names }),
      ),
      typicalData: dataOf('segments-typiques'),
      segmentsHref,
      readSegments: said.readSegments(segments),
      heat: heatTable(
        said.heatCaption,
        { speaking, met: await listSpeakers(store, mission.id) },
        {
          regions: mission.regions.map((value) => ({ value, label: names.get(value) ?? value })),
          categories: STAKEHOLDER_CATEGORIES.map((value) => ({
            value,
            label: messages.categories[value],
          })),
        },
        (region, categorie) => paths.themeSegments(mission.id, theme.id, { region, categorie }),
      ),
      families: familyFacts(mission.id, theme.id, counts),
      voices: await voicesFigure(mission.id, theme, names, dataOf('acteurs')),
      findings: (await listFindingsOfTheme(store, mission.id, theme.id)).map(({ id, title }) => ({
        label: title,
        href: paths.finding(mission.id, id),
      })),
      previous: neighbour(siblings[place - 1]),
      next: neighbour(siblings[place + 1]),
    });
  }
}

/** What was typed and is to mend, in one form of the page or the other. */
interface Faulty {
  readonly rename: { readonly value: string; readonly error: string } | null;
  readonly merge: {
    readonly typed: Readonly<Record<string, string>>;
    readonly errors: Readonly<Record<string, string>>;
  } | null;
}

const UNTOUCHED: Faulty = { rename: null, merge: null };

/** Null where there is no other theme to take in. */
function mergeView(
  missionId: string,
  theme: DescribedTheme,
  siblings: readonly DescribedTheme[],
  faulty: Faulty['merge'],
): ThemePage['merge'] {
  const others = siblings.filter(({ id }) => id !== theme.id);
  if (others.length === 0) return null;
  return {
    action: paths.themeMerge(missionId, theme.id),
    others: others.map(({ id, number, name }) => ({
      value: id,
      label: `${number}. ${name}`,
      isSelected: faulty?.typed.other === id,
    })),
    name: faulty?.typed.name ?? theme.name,
    errors: faulty?.errors ?? {},
    isOpen: faulty !== null,
  };
}

const NOTHING = {
  tabs: [],
  pending: null,
  tree: null,
  themesData: '',
  themes: [],
  isJudged: false,
  stability: null,
  saturation: null,
  leftOut: null,
};

function leftOutOf({ leftOut }: RunReport, href: string): ThemesPage['leftOut'] {
  const reasons = ['tooShort', 'unclassified', 'otherLanguage'] as const;
  return {
    facts: reasons.map((reason) => ({
      label: said.leftOut[reason],
      value: formatNumber(leftOut[reason]),
    })),
    link: leftOut.units.length > 0 ? said.readLeftOut(leftOut.units.length) : null,
    href,
  };
}

/** Among the most typical, those that let each région, category and source be heard. */
function chooseTypical(rows: readonly SegmentRow[]): SegmentRow[] {
  const candidates = rows
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map((row, rank) => ({
      id: row.id,
      row,
      rank,
      strata: [
        `speaker ${row.stakeholderId}`,
        `region ${row.regionCode}`,
        `category ${row.category}`,
        `family ${row.family}`,
      ],
    }));
  return chooseFairly(candidates, TYPICAL_SHOWN).map(({ row }) => row);
}

type Counts = Awaited<ReturnType<typeof countSegmentsOfTheme>>;

function familyFacts(missionId: string, themeId: string, counts: Counts) {
  return FAMILIES.flatMap((family) => {
    const segments = counts
      .filter((count) => count.family === family)
      .reduce((sum, count) => sum + count.segments, 0);
    if (segments === 0) return [];
    const href = paths.themeSegments(missionId, themeId, { famille: family });
    return [{ label: messages.families[family], value: said.segments(segments), href }];
  });
}
