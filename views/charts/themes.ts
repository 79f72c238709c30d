import { formatNumber, formatPercent } from '../format.ts';
import { type Bar, barsChart } from './bars.ts';
import { type Chart, classColour, colours } from './chart.ts';

/** Under this mean Jaccard a class changes too much from one resampling to the next to be relied on. */
export const STABLE_FROM = 0.6;

export type ShareOfTheme = {
  readonly number: number;
  readonly name: string;
  readonly share: number;
  readonly size: number;
  readonly href: string;
};

/** What share of the classified segments each theme holds. */
export function sharesChart(themes: readonly ShareOfTheme[]): Chart {
  const [largest] = [...themes].sort((a, b) => b.share - a.share);
  return barsChart({
    title: 'Part de chaque thème',
    description: largest
      ? `Le thème le plus étendu, «\u00a0${largest.name}\u00a0», tient ${formatPercent(largest.share, 1)} des segments classés.`
      : 'Aucun thème.',
    bars: themes.map(({ number, name, share, href }) => ({
      label: `${number}. ${name}`,
      value: share,
      words: formatPercent(share, 1),
      colour: classColour(number),
      href,
    })),
    table: {
      head: ['Thème', 'Segments', 'Part'],
      rows: themes.map(({ number, name, size, share, href }) => ({
        label: `${number}. ${name}`,
        href,
        cells: [formatNumber(size), formatPercent(share, 1)],
      })),
    },
  });
}

export type FormOfTheme = {
  readonly form: string;
  readonly chi2: number;
  readonly count: number;
  readonly total: number;
  readonly href: string | null;
};

/** The forms that most belong to a theme, by signed χ². */
export function formsChart(number: number, forms: readonly FormOfTheme[]): Chart {
  const words = forms.map(({ form }) => form).slice(0, 3);
  return barsChart({
    title: 'Les mots du thème',
    description: `Formes sur-représentées dans le thème, de la plus à la moins marquée (χ²)\u00a0; d’abord ${words.join(', ')}.`,
    bars: forms.map(({ form, chi2, href }) => ({
      label: form,
      value: Math.max(chi2, 0),
      words: formatNumber(chi2, 1),
      colour: classColour(number),
      href,
    })),
    table: {
      head: ['Forme', 'χ²', 'Segments du thème', 'Segments du corpus'],
      rows: forms.map(({ form, chi2, count, total, href }) => ({
        label: form,
        href,
        cells: [formatNumber(chi2, 1), formatNumber(count), formatNumber(total)],
      })),
    },
  });
}

export type StabilityOfTheme = {
  readonly number: number;
  readonly name: string;
  readonly stability: number;
  readonly href: string;
};

/** How much each theme holds from one resampling to the next; those that do not are striped. */
export function stabilityChart(themes: readonly StabilityOfTheme[]): Chart {
  const unstable = themes.filter(({ stability }) => stability < STABLE_FROM);
  return barsChart({
    title: 'Solidité de chaque thème',
    description:
      unstable.length === 0
        ? 'Tous les thèmes se retrouvent d’un tirage à l’autre.'
        : `Thèmes fragiles, à lire avec prudence\u00a0: ${unstable.map(({ name }) => name).join(', ')}.`,
    max: 1,
    threshold: { value: STABLE_FROM, words: `seuil ${formatNumber(STABLE_FROM, 1)}` },
    bars: themes.map(stabilityBar),
    table: {
      head: ['Thème', 'Stabilité', 'Lecture'],
      rows: themes.map(({ number, name, stability, href }) => ({
        label: `${number}. ${name}`,
        href,
        cells: [formatNumber(stability, 2), stability < STABLE_FROM ? 'fragile' : 'solide'],
      })),
    },
  });
}

function stabilityBar({ number, name, stability, href }: StabilityOfTheme): Bar {
  const isStriped = stability < STABLE_FROM;
  return {
    label: `${number}. ${name}`,
    value: stability,
    words: formatNumber(stability, 2),
    colour: isStriped ? colours.negative : classColour(number),
    isStriped,
    href,
  };
}
