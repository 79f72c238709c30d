import type { listOpenAnswers } from '../../db/queries/received-responses.ts';
import type { Course, Durations } from '../../surveys/results/course.ts';
import type { Association, CrossedVariables, Variable } from '../../surveys/results/crossings.ts';
import type { releaseSurvey } from '../../surveys/results/releases.ts';
import type { Filter, FilterOptions, Option, SurveyResults } from '../../surveys/results/survey.ts';
import type { WeightMethod } from '../../surveys/results/weights.ts';
import type { Strata } from '../../surveys/sampling.ts';

/** What may be asked of a survey's answers, by kind. */
export type Ask =
  | {
      readonly kind: 'results';
      readonly filter: Filter;
      readonly weights: WeightMethod | null;
    }
  /** Two variables by the names that addresses give them; what is not known is not crossed. */
  | {
      readonly kind: 'crossing';
      readonly filter: Filter;
      readonly row: string;
      readonly column: string;
    }
  /** Counts under `k` hidden, and whatever would give them away. */
  | { readonly kind: 'release'; readonly k: number }
  /** Where respondents stopped, and how long they took. */
  | { readonly kind: 'course' }
  /** What was written under one question, a page of it. */
  | {
      readonly kind: 'words';
      readonly question: string;
      readonly search: string;
      readonly region: string;
      readonly category: string;
      readonly page: number;
      readonly perPage: number;
    };

export type Told =
  | { readonly kind: 'results'; readonly results: SurveyResults }
  | {
      readonly kind: 'words';
      /** All that were written, and how many of them are looked for. */
      readonly written: number;
      readonly total: number;
      readonly page: number;
      readonly rows: readonly OpenAnswer[];
      readonly regions: readonly Option[];
      readonly categories: readonly Option[];
    }
  | {
      readonly kind: 'course';
      readonly received: number;
      readonly course: Course;
      readonly durations: Durations;
      /** Questions that some left blank, the most first. */
      readonly blanks: readonly BlankQuestion[];
    }
  | {
      readonly kind: 'release';
      readonly received: number;
      /** When the last answer came; null before any. */
      readonly asOf: number | null;
      readonly sections: ReturnType<typeof releaseSurvey>;
    }
  | {
      readonly kind: 'crossing';
      readonly received: number;
      readonly kept: number;
      readonly variables: readonly Variable[];
      readonly options: FilterOptions;
      readonly crossed:
        | (CrossedVariables & { readonly row: Variable; readonly column: Variable })
        | null;
      readonly scan: { readonly tested: number; readonly found: readonly FoundAssociation[] };
    };

export interface BlankQuestion {
  readonly id: string;
  readonly label: string;
  readonly asked: number;
  readonly blank: number;
}

/** The strata of the sampling plan that was decided last, and how many each holds. */
export interface PlannedStrata {
  readonly plan: Strata;
  readonly populations: Readonly<Record<string, number>>;
}

export type OpenAnswer = Awaited<ReturnType<typeof listOpenAnswers>>[number];

/** An association that holds once the number of tests is accounted for. */
export type FoundAssociation = Association & { readonly rate: number };

/** « question:project », « facet:region ». */
export const nameOf = ({ of, id }: Variable) => `${of}:${id}`;

/** To the thread that reads answers, and back. */
export interface AskRequest {
  readonly id: number;
  readonly surveyId: string;
  readonly plan: PlannedStrata | null;
  readonly ask: Ask;
}

export type AskReply =
  | { readonly id: number; readonly told: Told }
  | { readonly id: number; readonly error: Error };
