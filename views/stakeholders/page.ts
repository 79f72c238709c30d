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
