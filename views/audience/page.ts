import type { FormPage, Option } from '../form.ts';
import type { Pill, SurveyTabs } from '../surveys/page.ts';

export interface AudiencesPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly imports: readonly {
    readonly title: string;
    readonly href: string;
    readonly source: string;
    readonly counts: string;
    readonly at: number;
    readonly who: string;
    readonly state: Pill;
  }[];
  readonly drawPath: string;
  readonly upload: FormPage & { readonly limitMb: number };
  readonly backPath: string;
}

/** A file of people, as it will be read once someone says so. */
export interface AudiencePreviewPage extends FormPage {
  readonly survey: string;
  readonly fileName: string;
  /** Made with the page: sent twice, it imports once. */
  readonly id: string;
  readonly pending: string;
  readonly columns: readonly {
    readonly id: string;
    readonly label: string;
    readonly options: readonly Option[];
  }[];
  readonly categories: readonly Option[];
  readonly counts: string;
  readonly people: readonly {
    readonly line: number;
    readonly name: string;
    readonly who: string;
    readonly place: string | null;
    readonly email: string | null;
    readonly state: Pill;
  }[];
  readonly morePeople: number;
  readonly problems: readonly LineView[];
  readonly moreProblems: number;
  readonly repeated: readonly LineView[];
  readonly moreRepeated: number;
  /** Says how many lines would be left out; null where none is faulty. */
  readonly skip: readonly Option[] | null;
  readonly canImport: boolean;
  readonly backPath: string;
}

interface LineView {
  readonly line: number;
  readonly who: string;
  readonly sentence: string;
}

export interface AudiencePage {
  readonly survey: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly members: readonly {
    readonly name: string | null;
    readonly who: string;
    readonly commune: string | null;
    readonly isInvited: boolean;
  }[];
  readonly moreMembers: number;
  /** Makes the links that are missing; null where nobody is without one. */
  readonly invitation: {
    readonly action: string;
    readonly key: string;
    readonly audience: string;
    readonly count: number;
  } | null;
  /** Null once it was undone. */
  readonly undoing: string | null;
}

export interface DrawPage extends FormPage {
  readonly survey: string;
  readonly programmes: readonly Option[];
  readonly regions: readonly Option[];
  readonly centralities: readonly Option[];
  readonly modes: readonly Option[];
  readonly notice: string | null;
  readonly drawn: {
    readonly action: string;
    readonly id: string;
    readonly expected: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
    readonly sentence: string;
    readonly strata: readonly {
      readonly label: string;
      readonly reference: number;
      readonly held: number;
      readonly drawn: number;
    }[];
    readonly communes: readonly string[];
    readonly more: string | null;
    readonly addLabel: string | null;
  } | null;
  readonly backPath: string;
}
