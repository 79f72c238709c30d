export interface SchemesPage {
  readonly schemes: readonly {
    readonly name: string;
    readonly bearer: string;
    readonly scale: string;
    readonly pillar: string;
    readonly eligibility: string;
    readonly amount: string;
    readonly period: string;
    readonly places: string;
    readonly summary: string;
  }[];
}
