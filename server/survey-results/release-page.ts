import type { ReleasedCounts } from '../../surveys/results/release.ts';
import type {
  ReleasedFigures,
  ReleasedQuestion,
  ReleasedTable,
} from '../../surveys/results/releases.ts';
import type { FacetName } from '../../surveys/results/survey.ts';
import { signed } from '../../views/charts/scores.ts';
import { formatNumber } from '../../views/format.ts';
import { resultMessages } from '../../views/messages/survey-results.ts';
import type { CountTable, ReleasePage } from '../../views/survey-results/page.ts';
import { shareOf } from '../shares.ts';
import type { Told } from './ask.ts';
import type { FacetLabels } from './filter.ts';

const said = resultMessages.release;

type Sections = ReleasePage['sections'];

export function releaseSections(
  { sections }: Extract<Told, { kind: 'release' }>,
  labels: FacetLabels,
): Sections {
  return sections
    .map(({ title, questions }) => ({
      title,
      questions: questions.map((question) => questionView(question, labels)),
    }))
    .filter(({ questions }) => questions.length > 0);
}

function questionView(
  { id, label, tables, figures, isWithheld }: ReleasedQuestion,
  labels: FacetLabels,
): Sections[number]['questions'][number] {
  const hidden = tables.reduce((sum, { release }) => sum + release.hidden, 0);
  return {
    id,
    label,
    tables: tablesOf(label, tables, labels),
    facts: figures ? factsOf(figures) : [],
    notes: [...(isWithheld ? [said.withheld] : []), ...(hidden > 0 ? [said.hidden(hidden)] : [])],
  };
}

/** Groups go down where there are some; where everyone is one group, answers do, or the rows of a matrix. */
function tablesOf(
  title: string,
  tables: readonly ReleasedTable[],
  labels: FacetLabels,
): CountTable[] {
  if (tables.some(({ release }) => release.by.length > 0))
    return tables.map((table) => tableView(title, table, labels));
  const [first] = tables;
  if (first && first.part === null) return [answersTable(title, first)];
  return [...Map.groupBy(tables, ({ answers }) => answers.join('\n')).values()].map((alike) => ({
    caption: title,
    label: null,
    corner: resultMessages.columns.item,
    columns: [...(alike[0]?.answers ?? []), said.n],
    rows: alike.map(({ part, release }) => ({
      label: part ?? '',
      cells: cellsOf(release.overall),
    })),
  }));
}

function answersTable(title: string, { answers, release }: ReleasedTable): CountTable {
  const cells = cellsOf(release.overall);
  return {
    caption: title,
    label: null,
    corner: resultMessages.columns.choice,
    columns: [said.all],
    rows: [...answers, said.n].map((label, index) => ({
      label,
      cells: [cells[index] ?? { text: '', shade: null }],
    })),
  };
}

function tableView(
  title: string,
  { part, answers, release }: ReleasedTable,
  labels: FacetLabels,
): CountTable {
  const groups = release.by.flatMap(({ facet, groups }) =>
    groups.map(({ value, counts }) => ({
      // Facets of a release are named as such.
      label: value === null ? said.unknown : labels(facet as FacetName, value),
      counts,
    })),
  );
  const rows = [{ label: said.all, counts: release.overall }, ...groups];
  return {
    caption: part === null ? title : `${title} – ${part}`,
    label: part,
    corner: said.group,
    columns: [...answers, said.n],
    rows: rows.map(({ label, counts }) => ({ label, cells: cellsOf(counts) })),
  };
}

function cellsOf({ n, counts }: ReleasedCounts): CountTable['rows'][number]['cells'] {
  const shown = counts.map((count) => {
    if (count === null) return { text: said.secret, shade: null };
    const share = n === null ? null : shareOf(count, n);
    return {
      text: share ? said.cell(count, share) : formatNumber(count),
      shade: n === null || n === 0 ? 0 : Math.ceil((4 * count) / n),
    };
  });
  return [...shown, { text: n === null ? said.secret : formatNumber(n), shade: null }];
}

function factsOf(figures: ReleasedFigures): { readonly label: string; readonly value: string }[] {
  if (figures.kind === 'scores')
    return figures.rows.map(({ label, score, interval }) => ({
      label,
      value: interval
        ? said.score(signed(score, 2), signed(interval.low, 2), signed(interval.high, 2))
        : signed(score, 2),
    }));
  const { spread, unit, n } = figures;
  const words = (value: number) =>
    [formatNumber(value, Number.isInteger(value) ? 0 : 1), unit ?? []].flat().join('\u00a0');
  return [
    { label: said.n, value: formatNumber(n) },
    { label: resultMessages.spread.median, value: words(spread.median) },
    {
      label: resultMessages.spread.middle,
      value: resultMessages.between(words(spread.firstQuartile), words(spread.thirdQuartile)),
    },
  ];
}
