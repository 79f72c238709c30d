interface FieldView {
  readonly name: string;
  readonly isRequired: boolean;
  readonly text: string;
}

export interface ApiPage {
  readonly root: string;
  readonly documentPath: string;
  readonly tokensPath: string;
  readonly scopes: readonly { readonly label: string; readonly value: string }[];
  readonly groups: readonly {
    readonly title: string;
    readonly id: string;
    readonly endpoints: readonly {
      readonly method: string;
      readonly path: string;
      readonly summary: string;
      readonly description: string | null;
      readonly scope: string | null;
      readonly query: readonly FieldView[];
      readonly body: readonly FieldView[];
      readonly answer: string | null;
    }[];
  }[];
}
