import type { ChartFigure } from '../charts/figure.ts';
import type { SweepStateView } from '../sweeps/page.ts';

export type Tab = { readonly label: string; readonly href: string; readonly isCurrent: boolean };
type Option = { readonly value: string; readonly label: string; readonly isSelected: boolean };

/** Before the first analysis there is nothing to explore: the tabs are null, and the page says where to go. */
type ExplorationPage = {
  readonly tabs: readonly Tab[] | null;
  readonly runsPath: string;
};

export type NamedTheme = {
  readonly number: number;
  readonly colour: number;
  readonly name: string;
  readonly href: string;
};

export type ThemeMapPage = ExplorationPage & {
  readonly lead: string;
  /** Null where fewer than three themes tell nothing apart on a plane. */
  readonly figure: ChartFigure | null;
  readonly themes: readonly NamedTheme[];
  readonly inertia: string;
};

export type FormGraphPage = ExplorationPage & {
  readonly lead: string;
  readonly note: string;
  readonly action: string;
  readonly themes: readonly Option[];
  readonly measures: readonly Option[];
  readonly figure: ChartFigure | null;
  readonly groups: readonly {
    readonly label: string;
    readonly colour: number;
    readonly words: readonly { readonly label: string; readonly href: string }[];
  }[];
};

export type CloudPage = ExplorationPage & {
  readonly lead: string;
  readonly action: string;
  readonly themes: readonly Option[];
  /** Null where no word is worth drawing. */
  readonly figure: ChartFigure | null;
};

export type ConcordancePage = ExplorationPage & {
  readonly action: string;
  readonly words: string;
  readonly matches: readonly Option[];
  readonly sorts: readonly Option[];
  /** What was found, in a sentence; null before anything is asked. */
  readonly found: string | null;
  readonly forms: string | null;
  readonly lines: readonly ConcordanceLine[];
  /** Address of all the lines as a file. */
  readonly data: string;
  readonly page: number;
  readonly pages: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  /** The commonest words, to begin with. */
  readonly cloud: readonly {
    readonly label: string;
    readonly href: string;
    readonly level: number;
    readonly times: string;
  }[];
};

export type ConcordanceLine = {
  readonly left: string;
  readonly keyword: string;
  readonly right: string;
  /** Where it was said. */
  readonly href: string;
  readonly attribution: string;
  readonly isInternal: boolean;
  readonly theme: NamedTheme | null;
};

export type ReliabilityPage = ExplorationPage & {
  readonly kicker: string;
  readonly runHref: string;
  readonly sweepsPath: string;
  readonly why: string;
  readonly statements: readonly Statement[];
  readonly advice: readonly string[];
  readonly themes: readonly (NamedTheme & {
    readonly share: string;
    readonly segments: string;
    readonly stakeholders: string;
    readonly stability: string;
    readonly coherence: string;
    readonly isFragile: boolean;
  })[];
  readonly candidates: readonly {
    readonly label: string;
    readonly isChosen: boolean;
    readonly stability: string;
    readonly largest: string;
    readonly smallest: string;
  }[];
  readonly leftOut: { readonly href: string; readonly label: string } | null;
  readonly sensitivity: SensitivityView | null;
};

/** What becomes of the themes when a setting changes a little. */
export type SensitivityView = {
  readonly launchPath: string;
  /** How the neighbours are being tried; null where they never were. */
  readonly state: SweepStateView | null;
  readonly label: string;
  readonly reading: readonly string[];
  /** Null before anything is measured. */
  readonly table: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly {
      readonly label: string;
      readonly cells: readonly {
        readonly text: string;
        readonly shade: number;
        readonly isLost: boolean;
      }[];
    }[];
  } | null;
};

/** A question, its answer in a sentence or two, and whether the answer calls for care. */
export type Statement = {
  readonly title: string;
  readonly text: string;
  readonly isCautious: boolean;
};
