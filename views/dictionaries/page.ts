import type { FormPage } from '../form.ts';

export type DictionaryPage = FormPage & {
  readonly heading: string;
  /** The version in force when the page was read; 0: there is none. */
  readonly version: number;
  readonly notice: string | null;
  readonly versions: readonly {
    readonly label: string;
    readonly savedBy: string;
    readonly href: string;
  }[];
};

export type DictionaryEffectPage = {
  readonly kicker: string;
  readonly heading: string;
  readonly lead: string;
  readonly changes: readonly {
    readonly before: string;
    readonly after: string;
    readonly words: number;
    readonly examples: readonly { readonly label: string; readonly href: string }[];
  }[];
  readonly rest: string | null;
};
