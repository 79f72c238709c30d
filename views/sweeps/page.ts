import type { ChartFigure } from '../charts/figure.ts';
import type { Option } from '../form.ts';
import type { RunPill, RunProgressView } from '../runs/page.ts';

export type SweepsPage = {
  readonly action: string;
  readonly hasCorpus: boolean;
  /** The comparison under way, if there is one. */
  readonly running: { readonly href: string } | null;
  readonly methods: readonly Option[];
  readonly from: string;
  readonly to: string;
  readonly units: readonly Option[];
  readonly sizes: readonly Option[];
  readonly floors: readonly Option[];
  readonly errors: Readonly<
    Record<'methods' | 'from' | 'to' | 'unit' | 'sizes' | 'floors', string | undefined>
  >;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly sweeps: readonly {
    readonly href: string;
    readonly requestedAt: number;
    readonly requestedBy: string;
    readonly state: RunPill;
    readonly progress: string;
  }[];
};

/** How a sweep goes, wherever it is shown. */
export type SweepStateView = {
  readonly pill: RunPill;
  readonly note: string | null;
  readonly progress: RunProgressView | null;
  readonly progressPath: string;
  readonly cancelPath: string;
  /** Null where nothing remains to be measured, or while it is being measured. */
  readonly resumePath: string | null;
};

export type SweepPage = {
  readonly kicker: string;
  readonly title: string;
  readonly lead: string;
  readonly state: SweepStateView;
  readonly settings: readonly { readonly label: string; readonly value: string }[];
  /** What the figures say, in sentences; none before anything is measured. */
  readonly reading: readonly string[];
  readonly action: string;
  readonly measures: readonly Option[];
  readonly measureNote: string;
  readonly figure: ChartFigure | null;
  readonly isCompared: boolean;
  readonly isSegment: boolean;
  readonly rows: readonly SweepRowView[];
  readonly indexPath: string;
};

export type SweepRowView = {
  readonly place: number;
  readonly method: string;
  readonly classes: string;
  readonly segmentWords: string;
  readonly floor: string;
  readonly stability: string;
  readonly coherence: string;
  readonly leftOut: string;
  readonly largest: string;
  readonly smallest: string;
  readonly likeness: string;
  readonly isUnbalanced: boolean;
  readonly isBest: boolean;
  readonly launch: { readonly href: string; readonly label: string };
};
