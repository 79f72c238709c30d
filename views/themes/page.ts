import type { ChartFigure } from '../charts/figure.ts';
import type { PendingRun } from '../continuities/pending.ts';
import type { Tab } from '../explorations/page.ts';
import type { Option } from '../form.ts';
import type { SegmentItem } from '../segments/page.ts';

export type Pill = { readonly label: string; readonly tone: string; readonly icon: string };
type Fact = { readonly label: string; readonly value: string; readonly href?: string };

export type ThemesPage = {
  /** Null before the first analysis. */
  readonly run: {
    readonly kicker: string;
    readonly href: string;
    readonly lead: string;
    readonly why: string;
    readonly warnings: readonly string[];
  } | null;
  /** A newer analysis that awaits a decision. */
  readonly pending: PendingRun | null;
  readonly runsPath: string;
  readonly tabs: readonly Tab[];
  readonly tree: ChartFigure | null;
  readonly themesData: string;
  readonly themes: readonly ThemeEntry[];
  readonly isJudged: boolean;
  readonly stability: ChartFigure | null;
  readonly saturation: ChartFigure | null;
  readonly leftOut: {
    readonly facts: readonly Fact[];
    readonly href: string;
    /** Null where nothing was left out. */
    readonly link: string | null;
  } | null;
};

export type ThemeEntry = {
  readonly number: number;
  readonly colour: number;
  readonly name: string;
  readonly href: string;
  readonly segmentsHref: string;
  readonly share: number;
  /** Classified segments; `segments` also counts those too short, that follow their neighbours. */
  readonly size: number;
  readonly segments: number;
  readonly stakeholders: number;
  readonly forms: readonly string[];
  readonly stability: Pill;
  readonly measured: number | null;
};

export type ThemePage = {
  readonly kicker: string;
  readonly colour: number;
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly stability: Pill;
  readonly followNote: string | null;
  /** What the analysis called it, where people gave it another name. */
  readonly proposedName: string | null;
  readonly rename: {
    readonly action: string;
    readonly value: string;
    readonly error: string | null;
  };
  /** To take another theme in; null where there is no other. */
  readonly merge: {
    readonly action: string;
    readonly others: readonly Option[];
    readonly name: string;
    readonly errors: Readonly<Record<string, string>>;
    readonly isOpen: boolean;
  } | null;
  /** Themes taken in, and given back since, newest first; an undoing is null where there is nothing to undo. */
  readonly merged: readonly { readonly text: string; readonly undoing: string | null }[];
  /** By χ² or by specificity. */
  readonly measures: readonly Tab[];
  readonly measureNote: string;
  readonly forms: ChartFigure;
  readonly phrases: ChartFigure | null;
  readonly avoided: ChartFigure | null;
  readonly typical: readonly SegmentItem[];
  readonly typicalData: string;
  readonly segmentsHref: string;
  readonly readSegments: string;
  readonly heat: HeatTable | null;
  readonly families: readonly Fact[];
  /** Groups that speak of it more or less than chance would have it. */
  readonly voices: ChartFigure | null;
  /** Drafted from it, to be reviewed. */
  readonly findings: readonly { readonly label: string; readonly href: string }[];
  readonly previous: { readonly label: string; readonly href: string } | null;
  readonly next: { readonly label: string; readonly href: string } | null;
};

/** Stakeholders by région × category, shaded by how many speak. */
export type HeatTable = {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly HeatCell[] }[];
};

export type HeatCell = {
  /** « 3 sur 5 »; null where nobody of that cell was met. */
  readonly text: string | null;
  /** 0 (nobody) to 4 (as many as anywhere in the table). */
  readonly shade: number;
  readonly href: string | null;
};
