import type { FormPage, Option } from '../form.ts';

export interface TokensPage extends FormPage {
  readonly tokens: readonly {
    readonly name: string;
    readonly scopes: string;
    readonly mission: string;
    readonly createdAt: number;
    readonly expiresAt: number | null;
    readonly lastUse: string;
    readonly removalAction: string;
  }[];
  readonly scopes: readonly Option[];
  readonly missions: readonly Option[];
  readonly validities: readonly Option[];
  readonly helpPath: string;
}

/** Shown once, when it is made. */
export interface TokenSecretPage {
  readonly name: string;
  readonly secret: string;
  readonly backPath: string;
}
