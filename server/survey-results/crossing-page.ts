import type { Group, Variable } from '../../surveys/results/crossings.ts';
import type { FacetName, Filter } from '../../surveys/results/survey.ts';
import type { CrossingTest } from '../../surveys/statistics/crossing.ts';
import { formatNumber, formatPercent } from '../../views/format.ts';
import { resultMessages as said } from '../../views/messages/survey-results.ts';
import { paths } from '../../views/paths.ts';
import type { CountTable, CrossingPage, GroupedField } from '../../views/survey-results/page.ts';
import { shareOf } from '../shares.ts';
import { type SurveyMember, surveyTabs } from '../survey-pages.ts';
import { nameOf, type Told } from './ask.ts';
import { addressOf, type FacetLabels, filterForm, isFiltered, queryOf } from './filter.ts';

type Crossed = Extract<Told, { kind: 'crossing' }>;

const words = said.crossings;
/** Of what is expected: from there on a cell is seen to stand out. */
const STANDS_OUT = [1.15, 1.4, 1.8, 2.5];

interface Asked {
  readonly filter: Filter;
  readonly row: string;
  readonly column: string;
}

export function crossingPage(
  found: SurveyMember,
  told: Crossed,
  asked: Asked,
  labels: FacetLabels,
): CrossingPage {
  const { member, survey } = found;
  const mission = member.mission.id;
  const action = paths.surveyCrossings(mission, survey.id);
  const form = filterForm(labels, action, told.options, asked.filter);
  const addressOfPair = (row: Variable, column: Variable) =>
    addressOf(action, [
      ['ligne', nameOf(row)],
      ['colonne', nameOf(column)],
      ...queryOf(asked.filter),
    ]);
  return {
    survey: survey.title,
    tabs: surveyTabs(found, 'results'),
    received: told.received,
    filters: {
      ...form,
      variables: [
        variableField('ligne', words.row, told.variables, asked.row),
        variableField('colonne', words.column, told.variables, asked.column),
      ],
      submit: words.submit,
    },
    kept: isFiltered(asked.filter) ? said.kept(told.kept, told.received) : null,
    notice: told.crossed
      ? null
      : asked.row && asked.row === asked.column
        ? words.same
        : words.choose,
    crossed: told.crossed ? crossedView(told.crossed, told.kept, labels) : null,
    scan: {
      note:
        told.scan.found.length > 0
          ? words.scanNote(told.scan.tested)
          : words.scanNone(told.scan.tested),
      found: told.scan.found.map(({ row, column, n, strength, rate }) => ({
        label: words.caption(labelOf(row), labelOf(column)),
        href: addressOfPair(row, column),
        n,
        strength: formatNumber(strength, 2),
        rate: rate < 0.001 ? words.under : formatNumber(rate, 3),
      })),
    },
    resultsHref: addressOf(paths.surveyResults(mission, survey.id), queryOf(asked.filter)),
  };
}

const labelOf = (variable: Variable) =>
  variable.of === 'question' ? variable.label : said.filters[variable.id];

function variableField(
  name: string,
  label: string,
  variables: readonly Variable[],
  asked: string,
): GroupedField {
  const options = (of: Variable['of']) =>
    variables
      .filter((variable) => variable.of === of)
      .map((variable) => ({
        value: nameOf(variable),
        label: labelOf(variable),
        isSelected: nameOf(variable) === asked,
      }));
  const groups = [
    { label: words.question, options: options('question') },
    { label: words.facet, options: options('facet') },
  ];
  return {
    id: name,
    name,
    label,
    emptyLabel: words.pick,
    groups: groups.filter((group) => group.options.length > 0),
  };
}

function crossedView(
  { row, column, rows, columns, crossing }: NonNullable<Crossed['crossed']>,
  kept: number,
  labels: FacetLabels,
): CrossingPage['crossed'] {
  const [down, across] = [labelOf(row), labelOf(column)];
  const named = (variable: Variable, { id, label }: Group) =>
    label ?? labels(variable.id as FacetName, id); // groups without a label are a facet's
  const heads = columns.map((group) => named(column, group));
  const { counts, rowTotals, columnTotals, n, expected } = crossing;
  const cell = (count: number, of: number, wanted: number | null) => {
    const share = shareOf(count, of);
    return {
      text: words.cell(count, share && formatPercent(share.share)),
      shade: wanted === null || wanted === 0 ? null : shadeOf(count / wanted),
    };
  };
  const table: CountTable = {
    caption: words.caption(down, across),
    label: null,
    corner: down,
    columns: [...heads, words.total],
    rows: [
      ...rows.map((group, index) => ({
        label: named(row, group),
        cells: [
          ...columns.map((_, at) =>
            cell(counts[index]?.[at] ?? 0, rowTotals[index] ?? 0, expected[index]?.[at] ?? null),
          ),
          plain(rowTotals[index] ?? 0),
        ],
      })),
      {
        label: words.total,
        cells: [...columnTotals.map((total) => cell(total, n, null)), plain(n)],
      },
    ],
  };
  return {
    title: words.caption(down, across),
    base: words.base(n, kept),
    table,
    intervals: rowTotals.some((total) => shareOf(0, total) !== null)
      ? {
          caption: words.intervalsCaption(down, across),
          label: null,
          corner: down,
          columns: heads,
          rows: rows.flatMap((group, index) => {
            const of = rowTotals[index] ?? 0;
            const cells = columns.flatMap((_, at) => {
              const share = shareOf(counts[index]?.[at] ?? 0, of);
              return share ? [{ text: said.interval(share), shade: null }] : [];
            });
            return cells.length > 0 ? [{ label: named(row, group), cells }] : [];
          }),
        }
      : null,
    expected: {
      caption: words.expectedCaption(down, across),
      label: null,
      corner: down,
      columns: heads,
      rows: rows.map((group, index) => ({
        label: named(row, group),
        cells: columns.map((_, at) => ({
          text: formatNumber(expected[index]?.[at] ?? 0, 1),
          shade: null,
        })),
      })),
    },
    sentences: sentencesOf(crossing.test),
  };
}

const plain = (count: number) => ({ text: formatNumber(count), shade: null });

const shadeOf = (ratio: number) => STANDS_OUT.filter((limit) => ratio >= limit).length;

const ACCEPTED_RISK = 0.05;

function sentencesOf(test: CrossingTest): string[] {
  if (test.kind === 'silent') return [words.silent[test.why]];
  const p = test.p < 0.001 ? words.under : words.equals(test.p);
  const told =
    test.kind === 'chi-square'
      ? words.chiSquare(test.statistic, test.degrees, p, test.strength)
      : words.permutation(test.rounds, p, test.strength);
  return [told, test.p <= ACCEPTED_RISK ? words.verdicts.linked : words.verdicts.none];
}
