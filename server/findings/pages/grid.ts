import { countStances, type GridCell } from '../../../analysis/findings/grid.ts';
import { agreementWithin } from '../../../analysis/findings/small-n.ts';
import type { Store } from '../../../db/open.ts';
import type { Mission } from '../../../db/queries/missions.ts';
import { listSpeakersOfTheme } from '../../../db/queries/speakers.ts';
import type { FindingPage, GridValue } from '../../../views/findings/page.ts';
import { categoryLabel, findingMessages as said } from '../../../views/messages/findings.ts';
import { paths } from '../../../views/paths.ts';
import { type ReadFinding, readGrid, stancesBy } from '../read.ts';

const VALUES: Readonly<Record<GridCell['value'], GridValue>> = {
  supports: 'supports',
  contradicts: 'contradicts',
  mixed: 'mixed',
  'not-mentioned': 'unmentioned',
  'not-asked': 'unasked',
};

/** The grid as a page draws it, and what has to be said beside it. */
export async function gridSection(
  store: Store,
  mission: Mission,
  { finding, evidence }: ReadFinding,
  regionNames: ReadonlyMap<string, string>,
): Promise<Pick<FindingPage, 'grid' | 'gridNotes'>> {
  const grid = await readGrid(store, mission, evidence);
  const speakers = await listSpeakersOfTheme(store, finding.theme.id);
  const [first] = grid.rows;
  return {
    grid: {
      caption: said.gridCaption,
      columns: (first?.cells ?? []).map(({ column }) => categoryLabel(column)),
      rows: grid.rows.map(({ row, cells }) => ({
        label: regionNames.get(row) ?? row,
        cells: cells.map((cell) => {
          const ids = speakers
            .filter(({ regionCode, category }) => regionCode === row && category === cell.column)
            .map(({ id }) => id);
          const filter = { region: row, categorie: cell.column };
          return {
            value: VALUES[cell.value],
            detail: detailOf(cell, ids.length),
            href: ids.length > 0 ? paths.themeSegments(mission.id, finding.theme.id, filter) : null,
          };
        }),
      })),
    },
    gridNotes: [
      ...weakestGroup(evidence),
      ...(grid.outside > 0 ? [said.outside(grid.outside)] : []),
    ],
  };
}

/** A cell where nobody is attached, though some speak of the theme, says that they are to be read. */
function detailOf(cell: GridCell, speaking: number): string | null {
  const attached = cell.for + cell.against + cell.mixed;
  if (attached > 0) return said.gridCounts(cell, Math.max(attached, speaking));
  return speaking > 0 ? said.unread(speaking) : null;
}

/** The category where agreement is least assured, among those that spoke, once two of them did. */
function weakestGroup(evidence: ReadFinding['evidence']): string[] {
  const groups = [...stancesBy(evidence, 'category')].map(([category, stances]) => ({
    category,
    voices: countStances(stances),
    spoke: stances.length,
  }));
  const agreements = groups.map(({ voices }) => agreementWithin(voices));
  const weakest = groups[agreements.indexOf(Math.min(...agreements))];
  const isUnanimous = groups.every(({ voices, spoke }) => voices.for === spoke);
  if (!weakest || groups.length < 2 || isUnanimous) return [];
  return [said.weakest(categoryLabel(weakest.category), weakest.voices.for, weakest.spoke)];
}
