import type { Crumb } from '../frame.ts';

/** A stretch of a text, marked or not. */
export type TextPart = { readonly text: string; readonly isMarked: boolean };

/** A segment as a list shows it: its words, who says them by function, where they stand. */
export type SegmentItem = {
  readonly parts: readonly TextPart[];
  readonly kind: 'verbatim' | 'reformulation' | 'observation';
  readonly attribution: string;
  readonly href: string;
  readonly source: string;
  readonly isInternal: boolean;
};

export type FilterOption = {
  readonly value: string;
  readonly label: string;
  readonly isSelected: boolean;
};

export type SegmentsPage = {
  readonly kicker: string;
  readonly title: string;
  /** What is listed, in a sentence. */
  readonly lead: string;
  readonly note: string | null;
  readonly filters: {
    readonly action: string;
    readonly regions: readonly FilterOption[];
    readonly categories: readonly FilterOption[];
    readonly families: readonly FilterOption[];
    readonly form: string;
    readonly allHref: string | null;
  } | null;
  readonly segments: readonly SegmentItem[];
  /** Address of the whole list as a file, where there is one. */
  readonly data: string | null;
  readonly page: number;
  readonly pages: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
};

export type ContributionPage = {
  readonly title: string;
  readonly kicker: string;
  readonly facts: readonly {
    readonly label: string;
    readonly value: string;
    readonly href?: string;
  }[];
  /** Said where the words were taken out of the corpus. */
  readonly withdrawal: string | null;
  readonly before: NeighbourContribution | null;
  readonly parts: readonly TextPart[];
  readonly after: NeighbourContribution | null;
  readonly themes: readonly (Crumb & { readonly number: number; readonly quoteHref: string })[];
};

export type NeighbourContribution = { readonly href: string; readonly text: string };
