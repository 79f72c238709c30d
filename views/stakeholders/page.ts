import type { Option } from '../form.ts';

/** Of the partial `stakeholders/fields`. */
export interface StakeholderFields {
  readonly people: readonly Option[];
  readonly categories: readonly Option[];
  /** Départements, then régions. */
  readonly places: readonly Option[];
}

export interface StakeholdersPage {
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
