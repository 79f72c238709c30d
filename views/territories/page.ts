import type { FormPage } from '../form.ts';

export interface TerritoriesPage extends FormPage {
  readonly imports: readonly {
    readonly programme: string;
    readonly href: string;
    readonly communes: number;
    readonly unknown: number;
    readonly source: string;
    readonly vintage: string;
    readonly importedAt: number;
    readonly who: string;
  }[];
  readonly limitMb: number;
}

export interface TerritoryImportPage {
  readonly title: string;
  readonly importedAt: number;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly unknownIntroduction: string;
  readonly unknown: readonly {
    readonly line: number;
    readonly code: string;
    readonly name: string;
  }[];
}
