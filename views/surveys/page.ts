/** Of the partial `tabs`. */
export interface SurveyTabs {
  readonly label: string;
  /** Whether the survey takes answers; null where the page says so itself. */
  readonly state: Pill | null;
  readonly items: readonly {
    readonly label: string;
    readonly href: string;
    readonly count: number | null;
    readonly isCurrent: boolean;
  }[];
}

export interface Pill {
  readonly label: string;
  readonly tone: string;
  readonly icon?: string;
}

export interface SurveysPage {
  readonly surveys: readonly {
    readonly title: string;
    readonly href: string;
    readonly text: string;
    readonly pill: Pill;
    readonly facts: readonly { readonly label: string; readonly value: string }[];
  }[];
  /** Opens the built-in questionnaire; null where the mission has a survey already. */
  readonly opening: { readonly action: string; readonly title: string } | null;
  readonly newPath: string;
}

/** Who answered and who is missing, category by region; regions have two columns each. */
export interface StandingView {
  readonly regions: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly HeadView[];
  }[];
  readonly totals: readonly HeadView[];
}

/** Null: nobody there was invited, and nobody answered. */
interface HeadView {
  readonly answered: number | null;
  readonly missing: number | null;
}

export interface SurveyPage {
  readonly title: string;
  readonly state: Pill;
  readonly period: string;
  readonly tabs: SurveyTabs;
  readonly figures: readonly { readonly label: string; readonly value: number }[];
  readonly rate: readonly string[];
  readonly standing: StandingView | null;
  readonly invitationsPath: string;
  readonly openLink: {
    readonly url: string;
    readonly isOpen: boolean;
    /** SVG. */
    readonly qr: string;
    readonly action: string;
  };
  readonly calendar: {
    readonly action: string;
    readonly typed: Readonly<Record<string, string>>;
    readonly errors: Readonly<Record<string, string>>;
    readonly summary: readonly { readonly href: string; readonly message: string }[];
  };
  /** Where the survey is closed at once, or opened again; null where that can't be. */
  readonly ending: { readonly closing: string | null; readonly reopening: string | null };
  readonly questionnaire: string;
  readonly history: readonly { readonly at: number; readonly who: string; readonly what: string }[];
}
