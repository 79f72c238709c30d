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
  /** Signed: negative where the theme avoids the form. */
  readonly chi2: number;
  readonly specificity: number;
  readonly count: number;
  readonly total: number;
  readonly href: string | null;
};

export const FORM_MEASURES = ['chi2', 'specificity'] as const;
export type FormMeasure = (typeof FORM_MEASURES)[number];

/** The forms that most belong to a theme, by signed χ² or by Lafon’s specificity, in the order given. */
export function formsChart(
  number: number,
  forms: readonly FormOfTheme[],
  measure: FormMeasure = 'chi2',
): Chart {
  const words = forms.map(({ form }) => form).slice(0, 3);
  const name = measure === 'chi2' ? 'χ²' : 'spécificité';
  return barsChart({
    title: 'Les mots du thème',
    description: `Formes sur-représentées dans le thème, de la plus à la moins marquée (${name})\u00a0; d’abord ${words.join(', ')}.`,
    bars: forms.map(({ [measure]: value, form, href }) => ({
      label: form,
      value: Math.max(value, 0),
      words: formatNumber(value, 1),
      colour: classColour(number),
      href,
    })),
    table: formsTable(forms),
  });
}

/** The forms that a theme avoids, the most avoided first. */
export function avoidedFormsChart(forms: readonly FormOfTheme[], measure: FormMeasure): Chart {
  return barsChart({
    title: 'Les mots que le thème évite',
    description: `Formes sous-représentées dans le thème, de la plus à la moins évitée\u00a0; d’abord ${forms
      .slice(0, 3)
      .map(({ form }) => form)
      .join(', ')}.`,
    bars: forms.map(({ [measure]: value, form, href }) => ({
      label: form,
      value: Math.max(-value, 0),
      words: formatNumber(value, 1),
      colour: colours.inkSoft,
      isStriped: true,
      href,
    })),
    table: formsTable(forms),
  });
}

function formsTable(forms: readonly FormOfTheme[]) {
  return {
    head: ['Forme', 'χ²', 'Spécificité', 'Segments du thème', 'Segments du corpus'],
    rows: forms.map(({ form, chi2, specificity, count, total, href }) => ({
      label: form,
      href,
      cells: [
        formatNumber(chi2, 1),
        formatNumber(specificity, 1),
        formatNumber(count),
        formatNumber(total),
      ],
    })),
  };
}

export type PhraseOfTheme = {
  readonly phrase: string;
  readonly chi2: number;
  readonly count: number;
  readonly href: string;
};

/** The expressions that tell a theme from the others. */
export function phrasesChart(number: number, phrases: readonly PhraseOfTheme[]): Chart {
  return barsChart({
    title: 'Expressions du thème',
    description: `Suites de mots sur-représentées dans le thème (χ²)\u00a0; d’abord ${phrases
      .slice(0, 3)
      .map(({ phrase }) => phrase)
      .join(', ')}.`,
    bars: phrases.map(({ phrase, chi2, href }) => ({
      label: phrase,
      value: chi2,
      words: formatNumber(chi2, 1),
      colour: classColour(number),
      href,
    })),
    table: {
      head: ['Expression', 'χ²', 'Segments du thème'],
      rows: phrases.map(({ phrase, chi2, count, href }) => ({
        label: phrase,
        href,
        cells: [formatNumber(chi2, 1), formatNumber(count)],
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
