import type { FormPage, Option } from '../form.ts';

/** Of the partial `stakeholders/fields`. */
export interface StakeholderFields {
  readonly people: readonly Option[];
  readonly categories: readonly Option[];
  /** Départements, then régions. */
  readonly places: readonly Option[];
}

export interface NewStakeholderPage extends FormPage {
  /** Made with the form: sent twice, it adds one person. */
  readonly id: string;
  readonly fields: StakeholderFields;
}

export interface StakeholdersPage {
  readonly newPath: string;
  readonly categories: readonly {
    readonly label: string;
    readonly people: readonly {
      readonly name: string | null;
      readonly function: string;
      readonly organisation: string;
      readonly place: string | null;
    }[];
  }[];
}
