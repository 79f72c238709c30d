/** The charts of themes as their pages show them, each with the address of its data. */
import type { RunReport } from '../db/queries/runs.ts';
import type { DescribedTheme } from '../db/queries/themes.ts';
import { dendrogramChart, type Leaf } from '../views/charts/dendrogram.ts';
import { type ChartFigure, drawFigure, withData } from '../views/charts/figure.ts';
import { paintFigure } from '../views/charts/picture.ts';
import { saturationChart } from '../views/charts/saturation.ts';
import {
  avoidedFormsChart,
  type FormMeasure,
  formsChart,
  phrasesChart,
  sharesChart,
  stabilityChart,
} from '../views/charts/themes.ts';
import { voicesPicture } from '../views/charts/voices.ts';
import { paths } from '../views/paths.ts';
import { colourOf } from '../views/themes/entries.ts';
import type { ThemeEntry } from '../views/themes/page.ts';
import type { saturationOf } from '../views/themes/saturation.ts';
import { valueName, variableName } from './data-tables.ts';

const FORMS_DRAWN = 15;
const PHRASES_DRAWN = 8;
const AVOIDED_DRAWN = 8;
/** Above it, that a group speaks of a theme more than others may be chance (false-discovery rate). */
const SIGNIFICANT_Q = 0.05;

export async function treeFigure(
  missionId: string,
  { tree }: RunReport,
  entries: readonly ThemeEntry[],
  leaves: readonly Leaf[],
): Promise<ChartFigure | null> {
  if (entries.length === 0) return null;
  return tree.length > 0
    ? withData(
        await drawFigure('arbre', dendrogramChart(tree, leaves)),
        paths.dataTable(missionId, 'arbre'),
      )
    : withData(
        await drawFigure('arbre', sharesChart(entries)),
        paths.dataTable(missionId, 'themes'),
      );
}

export async function stabilityFigure(
  missionId: string,
  entries: readonly ThemeEntry[],
): Promise<ChartFigure | null> {
  const measured = entries.flatMap(({ measured: stability, number, name, href }) =>
    stability === null ? [] : [{ number, name, href, stability }],
  );
  if (measured.length === 0) return null;
  return withData(
    await drawFigure('solidite', stabilityChart(measured)),
    paths.dataTable(missionId, 'themes'),
  );
}

export async function saturationFigure(
  missionId: string,
  points: ReturnType<typeof saturationOf>,
): Promise<ChartFigure | null> {
  if (points.length < 2) return null;
  return withData(
    await drawFigure('saturation', saturationChart(points)),
    paths.dataTable(missionId, 'saturation'),
  );
}

/** The forms that most belong to a theme, by the measure asked for. */
export async function formsFigure(
  missionId: string,
  theme: DescribedTheme,
  measure: FormMeasure,
  data: string,
): Promise<ChartFigure> {
  const forms = formsOf(missionId, theme, measure);
  return withData(
    await drawFigure('formes', formsChart(colourOf(theme.number), forms, measure)),
    data,
  );
}

function formsOf(missionId: string, { id, description }: DescribedTheme, measure: FormMeasure) {
  return description.forms
    .toSorted((a, b) => b[measure] - a[measure])
    .slice(0, FORMS_DRAWN)
    .map((form) => ({
      ...form,
      href: paths.themeSegments(missionId, id, { forme: form.form }),
    }));
}

export async function phrasesFigure(
  missionId: string,
  { number, description }: DescribedTheme,
  data: string,
): Promise<ChartFigure | null> {
  const phrases = description.phrases.slice(0, PHRASES_DRAWN).map((one) => ({
    ...one,
    href: paths.concordance(missionId, { mots: one.phrase }),
  }));
  if (phrases.length === 0) return null;
  return withData(await drawFigure('expressions', phrasesChart(colourOf(number), phrases)), data);
}

export async function avoidedFigure(
  missionId: string,
  { description }: DescribedTheme,
  measure: FormMeasure,
  data: string,
): Promise<ChartFigure | null> {
  const forms = description.antiForms
    .toSorted((a, b) => a[measure] - b[measure])
    .slice(0, AVOIDED_DRAWN)
    .map((form) => ({ ...form, href: paths.concordance(missionId, { mots: form.lemma }) }));
  if (forms.length === 0) return null;
  return withData(await drawFigure('evites', avoidedFormsChart(forms, measure)), data);
}

/** Those that speak of it more first, then those that speak of it less. */
export async function voicesFigure(
  missionId: string,
  { id, number, description }: DescribedTheme,
  names: ReadonlyMap<string, string>,
  data: string,
): Promise<ChartFigure | null> {
  const groups = description.metadata
    .filter(({ q }) => q < SIGNIFICANT_Q)
    .toSorted((a, b) => b.speakers / b.expected - a.speakers / a.expected)
    .map(({ variable, value, speakersOfValue, ...one }) => ({
      ...one,
      variable: variableName(variable),
      label: valueName(variable, value, names),
      of: speakersOfValue,
      href: paths.themeSegments(missionId, id, filterOf(variable, value)),
    }));
  if (groups.length === 0) return null;
  return withData(await paintFigure('acteurs', voicesPicture(colourOf(number), groups)), data);
}

/** As the list of segments is asked. */
function filterOf(variable: string, value: string): Record<string, string> {
  if (variable === 'region') return { region: value };
  return variable === 'category' ? { categorie: value } : { famille: value };
}
