import type { ChartFigure } from '../charts/figure.ts';
import type { FormPage, Option } from '../form.ts';
import type { Pill, SurveyTabs } from '../surveys/page.ts';

/** How far one stratum has come; null where nothing is known or wanted. */
export interface StratumView {
  readonly label: string;
  readonly population: number | null;
  readonly target: number | null;
  readonly invited: number;
  readonly answered: number;
  readonly awaited: number;
  readonly missing: number | null;
  readonly rate: string;
  readonly state: Pill;
  /** Who is missing. */
  readonly href: string;
  /** Field of its target. */
  readonly field: string;
  readonly typed: string;
  readonly error: string | null;
}

export interface SamplingPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly editPath: string;
  /** Null before any plan. */
  readonly plan: {
    readonly lead: string;
    readonly rate: readonly string[];
    readonly reference: string;
    readonly full: string | null;
    readonly outside: string | null;
    readonly strata: readonly StratumView[];
    readonly total: Pick<
      StratumView,
      'population' | 'target' | 'invited' | 'answered' | 'awaited' | 'missing' | 'rate'
    >;
    readonly chart: ChartFigure;
    readonly decided: string;
    readonly targets: {
      readonly action: string;
      readonly summary: FormPage['summary'];
    };
    readonly audiencePath: string;
    /** Says when the figures change. */
    readonly updates: string;
  } | null;
}

export interface EditSamplingPage extends FormPage {
  readonly axes: readonly Option[];
  readonly regions: readonly Option[];
  readonly programmes: readonly Option[];
  readonly allocations: readonly Option[];
  readonly refuses: readonly Option[];
  readonly backPath: string;
}

export interface MissingPage {
  readonly survey: string;
  readonly title: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly who: string;
    readonly commune: string | null;
    readonly state: Pill;
  }[];
  readonly reminder: { readonly action: string } | null;
  readonly uninvited: {
    readonly sentence: string;
    readonly communes: readonly string[];
    readonly more: string | null;
    readonly drawPath: string | null;
  } | null;
  readonly backPath: string;
}
