import type { ThemedLine } from '../analysis/explore.ts';
import type { ConcordanceQuery } from '../analysis/steps/concordance.ts';
import type { SimilarityMeasure } from '../analysis/steps/similarity.ts';
import { listVoices } from '../db/queries/explorations.ts';
import { listSegments, listSegmentsOfTheme, type SegmentRow } from '../db/queries/segments.ts';
import { countVoices, listThemesByInterview } from '../db/queries/speakers.ts';
import type { DescribedTheme } from '../db/queries/themes.ts';
import { dataTableMessages as said } from '../views/messages/data-tables.ts';
import { messages } from '../views/messages.ts';
import { paths } from '../views/paths.ts';
import { attributionOf } from '../views/segments/item.ts';
import { themeEntries } from '../views/themes/entries.ts';
import { saturationOf } from '../views/themes/saturation.ts';
import type { Cell } from './documents/write/spreadsheetCsv.ts';
import { regionNames } from './places.ts';
import type { Services } from './services.ts';
import type { ShownRun } from './shown-run.ts';

/** What a table is read from: the run shown, and what the page was asked. */
export interface TableRequest {
  readonly services: Services;
  readonly missionId: string;
  readonly shown: ShownRun;
  /** Those asked for: one, or all. */
  readonly themes: readonly DescribedTheme[];
  /** Null for the whole corpus. */
  readonly theme: number | null;
  readonly measure: SimilarityMeasure;
  readonly query: Pick<ConcordanceQuery, 'words' | 'match' | 'sort'>;
}

type Row = readonly Cell[];
type Rows = AsyncGenerator<Row> | Generator<Row>;
type Table = (request: TableRequest) => Rows;
export type DataTableName = keyof typeof said.files;

/**
 * Every table behind the pages of an analysis, by its name. Words that may not leave the house are in none: a verbatim for
 * internal use has no row, and who speaks is told by function.
 */
export const DATA_TABLES: Readonly<Record<DataTableName, Table>> = {
  themes: readThemes,
  arbre: readTree,
  saturation: readSaturation,
  formes: readForms,
  expressions: readPhrases,
  'segments-typiques': readTypical,
  segments: readSegments,
  acteurs: readMetadata,
  correspondances: readMap,
  liens: readLinks,
  nuage: readCloud,
  concordance: readConcordance,
};

async function* readThemes({ services, missionId, shown, themes }: TableRequest): Rows {
  const voices = await countVoices(services.store, shown.run.id);
  const entries = themeEntries(missionId, themes, voices);
  for (const { number, name, size, share, segments, stakeholders, measured, forms } of entries) {
    const { coherence } = descriptionOf(themes, number);
    const words = forms.join(', ');
    yield [number, name, size, share, segments, stakeholders, measured, coherence, words];
  }
}

const descriptionOf = (themes: readonly DescribedTheme[], number: number) => ({
  coherence: themes.find((theme) => theme.number === number)?.description.coherence ?? null,
});

function* readTree({ shown }: TableRequest): Rows {
  for (const { node, height, children } of shown.report.tree)
    for (const [branch, child] of children.entries())
      yield [
        node,
        height,
        branch + 1,
        child.size,
        child.node,
        child.theme,
        shown.themes.find(({ number }) => number === child.theme)?.name ?? null,
      ];
}

async function* readSaturation({ services, missionId, shown }: TableRequest): Rows {
  const met = await listThemesByInterview(services.store, missionId, shown.run.id);
  for (const { interviews, themes } of saturationOf(met)) yield [interviews, themes];
}

function* readForms({ themes }: TableRequest): Rows {
  for (const { number, name, description } of themes)
    for (const one of [...description.forms, ...description.antiForms])
      yield [number, name, one.form, one.lemma, one.chi2, one.specificity, one.count, one.total];
}

function* readPhrases({ themes }: TableRequest): Rows {
  for (const { number, name, description } of themes)
    for (const { phrase, chi2, count } of description.phrases)
      yield [number, name, phrase, chi2, count];
}

async function* readTypical({ services, missionId, themes }: TableRequest): Rows {
  const names = await regionNames(services.store);
  for (const { number, name, description } of themes) {
    const rows = await listSegments(services.store, missionId, description.typical);
    for (const [rank, row] of rows.entries())
      if (isGiven(row))
        yield [number, name, rank + 1, ...segmentCells(services, missionId, row, names)];
  }
}

async function* readSegments({ services, missionId, themes }: TableRequest): Rows {
  const names = await regionNames(services.store);
  for (const { id, number, name } of themes)
    for (const row of await listSegmentsOfTheme(services.store, id))
      if (isGiven(row)) yield [number, name, ...segmentCells(services, missionId, row, names)];
}

const isGiven = ({ consent, withdrawnAt }: SegmentRow) =>
  consent !== 'internal' && withdrawnAt === null;

function segmentCells(
  { config }: Services,
  missionId: string,
  row: SegmentRow,
  names: ReadonlyMap<string, string>,
): Cell[] {
  return [
    row.contributionText.slice(row.start, row.end),
    messages.kinds[row.kind],
    attributionOf(row, names),
    messages.families[row.family],
    config.baseUrl + paths.segment(missionId, row),
  ];
}

async function* readMetadata({ services, themes }: TableRequest): Rows {
  const names = await regionNames(services.store);
  for (const { number, name, description } of themes)
    for (const one of description.metadata)
      yield [
        number,
        name,
        variableName(one.variable),
        valueName(one.variable, one.value, names),
        one.speakers,
        one.speakersOfValue,
        one.expected,
        one.p,
        one.q,
      ];
}

/** What describes people, as a page names it. */
export const variableName = (variable: string) =>
  (said.variables as Readonly<Record<string, string>>)[variable] ?? variable;

/** A value of what describes people, as they would say it. */
export function valueName(
  variable: string,
  value: string,
  regions: ReadonlyMap<string, string>,
): string {
  if (variable === 'region') return regions.get(value) ?? value;
  const labels: Readonly<Record<string, string>> =
    variable === 'category' ? messages.categories : messages.families;
  return labels[value] ?? value;
}

async function* readMap({ services, shown }: TableRequest): Rows {
  const { map } = await services.explorer.ask(shown.explored, { kind: 'map' });
  if (!map) return;
  const names = await regionNames(services.store);
  const nameOf = (theme: number | null) =>
    shown.themes.find(({ number }) => number === theme)?.name ?? null;
  const groups = [
    map.themes.map((one) => ({ ...one, kind: said.points.theme, label: nameOf(one.theme) })),
    map.variables.map((one) => ({
      ...one,
      kind: said.points.variable,
      label: valueName(one.variable, one.label, names),
    })),
    map.forms.map((one) => ({ ...one, kind: said.points.form })),
  ];
  for (const { kind, label, theme, count, x, y, contributions, quality } of groups.flat())
    yield [kind, label, theme, count, x, y, ...contributions, quality];
}

async function* readLinks({ services, shown, theme, measure }: TableRequest): Rows {
  const { graph } = await services.explorer.ask(shown.explored, { kind: 'graph', theme, measure });
  for (const { first, second, together, jaccard } of graph.tree) {
    const [from, to] = [graph.nodes[first], graph.nodes[second]];
    if (from && to) yield [from.form, to.form, from.community, to.community, together, jaccard];
  }
}

async function* readCloud({ services, shown, theme }: TableRequest): Rows {
  const { words } = await services.explorer.ask(shown.explored, { kind: 'cloud', theme });
  const ordered = words.toSorted((a, b) => b.occurrences - a.occurrences);
  for (const { form, lemma, occurrences } of ordered) yield [form, lemma, occurrences];
}

const LINES_AT_ONCE = 500;

async function* readConcordance({ services, missionId, shown, query }: TableRequest): Rows {
  const { store, explorer, config } = services;
  const names = await regionNames(store);
  for (let offset = 0, total = 1; offset < total; offset += LINES_AT_ONCE) {
    const asked = { ...query, offset, limit: LINES_AT_ONCE };
    const { concordance } = await explorer.ask(shown.explored, {
      kind: 'concordance',
      query: asked,
    });
    total = concordance.total;
    const ids = [...new Set(concordance.lines.map(({ contribution }) => contribution))];
    const voices = new Map((await listVoices(store, missionId, ids)).map((one) => [one.id, one]));
    for (const line of concordance.lines) {
      const voice = voices.get(line.contribution);
      if (!voice || voice.consent === 'internal') continue;
      const theme = shown.themes.find(({ number }) => number === line.theme);
      yield [
        ...contextCells(line),
        line.theme,
        theme?.name ?? null,
        attributionOf(voice, names),
        messages.families[voice.family],
        config.baseUrl +
          paths.segment(missionId, { contributionId: line.contribution, ...line.segment }),
      ];
    }
  }
}

const contextCells = ({ left, keyword, right }: ThemedLine) => [left, keyword, right];
