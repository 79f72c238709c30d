import type { ChartFigure } from '../charts/figure.ts';
import type { SurveyTabs } from '../surveys/page.ts';

export interface SurveyResultsPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly received: number;
  /** What these answers stand on: how many were invited, and whether a rate is known. */
  readonly rate: readonly string[];
  readonly filters: FilterForm | null;
  /** « Sur 42 réponses, 14 sont retenues … »; null without a filter. */
  readonly kept: string | null;
  /** How the answers are weighted, in sentences; null where they are not. */
  readonly weighting: readonly string[] | null;
  readonly crossingsHref: string;
  readonly releaseHref: string;
  readonly courseHref: string;
  /** The same page, with the same filters. */
  readonly reloadHref: string;
  /** Where a script asks how many answers there are by now. */
  readonly stateHref: string;
  readonly sections: readonly {
    readonly title: string;
    readonly questions: readonly ResultView[];
  }[];
}

export interface FilterForm {
  readonly action: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly emptyLabel: string;
    readonly options: readonly FilterOption[];
  }[];
  /** Lists where choices come under what they belong to; what is crossed stands before what is kept. */
  readonly variables: readonly GroupedField[];
  /** Two of them, so that two answers can be asked for. */
  readonly answers: readonly GroupedField[];
  readonly submit: string;
  readonly allHref: string | null;
}

export interface GroupedField {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly emptyLabel: string;
  readonly groups: readonly {
    readonly label: string;
    readonly options: readonly FilterOption[];
  }[];
}

export interface FilterOption {
  readonly value: string;
  readonly label: string;
  readonly isSelected: boolean;
}

/** Where respondents stopped, how long they took, what they left blank. */
export interface CoursePage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly received: number;
  readonly sentences: readonly string[];
  readonly figure: ChartFigure | null;
  readonly time: {
    readonly note: string;
    readonly facts: readonly { readonly label: string; readonly value: string }[];
  } | null;
  readonly blanks: readonly {
    readonly label: string;
    readonly href: string;
    readonly blank: number;
    readonly asked: number;
    readonly share: string;
  }[];
  readonly resultsHref: string;
}

/** Results as they may leave the mission: small counts hidden, and whatever would give them away. */
export interface ReleasePage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly received: number;
  readonly rate: readonly string[];
  readonly threshold: {
    readonly action: string;
    readonly value: string;
    readonly hiddenUpTo: number;
    readonly error: string | null;
    readonly summary: readonly { readonly href: string; readonly message: string }[];
  };
  readonly sections: readonly {
    readonly title: string;
    readonly questions: readonly {
      readonly id: string;
      readonly label: string;
      readonly tables: readonly CountTable[];
      readonly facts: readonly { readonly label: string; readonly value: string }[];
      readonly notes: readonly string[];
    }[];
  }[];
  readonly docxHref: string;
  readonly resultsHref: string;
}

/** Two variables crossed, and what stands out of all crossings. */
export interface CrossingPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly received: number;
  readonly filters: FilterForm;
  readonly kept: string | null;
  /** What is asked of the reader where nothing is crossed yet. */
  readonly notice: string | null;
  readonly crossed: {
    readonly title: string;
    readonly base: string;
    readonly table: CountTable;
    /** Of the shares of the rows that have any. */
    readonly intervals: CountTable | null;
    readonly expected: CountTable;
    readonly sentences: readonly string[];
  } | null;
  readonly scan: {
    readonly note: string;
    readonly found: readonly {
      readonly label: string;
      readonly href: string;
      readonly n: number;
      readonly strength: string;
      readonly rate: string;
    }[];
  };
  readonly resultsHref: string;
}

export interface ResultView extends ResultBlocks {
  readonly id: string;
  readonly label: string;
  /** « n = 40 sur N = 42 ». */
  readonly base: string;
  /** « n efficace = 31,2 », where answers are weighted. */
  readonly effective: string | null;
  /** A few of the words written, every region heard before one is heard twice. */
  readonly quotes: readonly Quote[];
  /** The latest files received, each under the response that holds it. */
  readonly files: readonly { readonly label: string; readonly href: string }[];
  readonly all: { readonly href: string; readonly label: string } | null;
}

export type LabelledFigure = ChartFigure & {
  /** Shown above the figure, where a question has several. */
  readonly label: string | null;
};

export interface ResultBlocks {
  readonly figures: readonly LabelledFigure[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly tables: readonly CountTable[];
  readonly note: string | null;
  /** Questions of a repeated group. */
  readonly parts: readonly (ResultBlocks & { readonly label: string; readonly base: string })[];
}

/** Counts, shaded by how large a part of their row they are; the figure is what is read. */
export interface CountTable {
  readonly caption: string;
  /** Shown above the table, where a question has several. */
  readonly label: string | null;
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly { readonly text: string; readonly shade: number | null }[];
  }[];
}

export interface Quote {
  readonly text: string;
  readonly attribution: string;
  readonly href: string;
  readonly source: string;
  readonly isInternal: boolean;
  /** Where the analysis shown reads the words. */
  readonly themes: readonly { readonly label: string; readonly href: string }[];
}

/** What was written under one question, searchable. */
export interface OpenAnswersPage {
  readonly survey: string;
  readonly question: string;
  readonly lead: string;
  readonly filters: {
    readonly action: string;
    readonly search: string;
    readonly regions: readonly FilterOption[];
    readonly categories: readonly FilterOption[];
    readonly allHref: string | null;
  };
  readonly quotes: readonly Quote[];
  /** Where these words are analysed with the others. */
  readonly analysisHref: string;
  readonly page: number;
  readonly pages: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}
